package io.openluffy.release.intake;

import io.openluffy.kernel.Blame;
import io.openluffy.kernel.Problem;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseState;
import io.openluffy.release.ReleaseState.Building;
import io.openluffy.release.ReleaseState.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides how far a release has got. */
final class ReleaseRules {
  private ReleaseRules() {}

  /**
   * @param problems of this round; those of the user first
   */
  static ReleaseState next(Release release, List<Problem> problems, Instant now) {
    var since = release.state() instanceof Building building ? building.since() : now;
    if (problems.isEmpty()) {
      return release.images().size() >= release.pipeline().images().size()
          ? new ReleaseState.Ready(now)
          : new Building(since, Optional.empty());
    }
    var first = problems.getFirst();
    return first.blame() == Blame.WORLD
        ? new Building(since, Optional.of(new Trouble(first, hinderedSince(release, now))))
        : new ReleaseState.Failed(now, first);
  }

  private static Instant hinderedSince(Release release, Instant now) {
    return release.state() instanceof Building building
        ? building.hindered().map(Trouble::since).orElse(now)
        : now;
  }
}
