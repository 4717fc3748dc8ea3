package io.openluffy.release.intake;

import io.openluffy.kernel.Blame;
import io.openluffy.kernel.Problem;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseState;
import io.openluffy.release.ReleaseState.Building;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides how far a release has got. */
final class ReleaseRules {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private ReleaseRules() {}

  /**
   * @param problems of this round; those of the user first
   */
  static ReleaseState next(Release release, List<Problem> problems, Instant now) {
    var since = release.state() instanceof Building building ? building.since() : now;
    var attempts = release.state() instanceof Building building ? building.attempts() : 0;
    if (problems.isEmpty()) {
      return release.images().size() >= release.pipeline().images().size()
          ? new ReleaseState.Ready(now)
          : new Building(since, attempts, Optional.empty());
    }
    var first = problems.getFirst();
    return first.blame() == Blame.WORLD
        ? new Building(since, attempts + 1, Optional.of(first))
        : new ReleaseState.Failed(now, first);
  }

  /** 1 s, 2 s, 4 s and so on, up to a minute. */
  static Duration pause(int attempts) {
    var seconds = 1L << Math.min(Math.max(attempts - 1, 0), 6);
    var pause = Duration.ofSeconds(seconds);
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
