package io.openluffy.release.intake;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseImage;
import io.openluffy.release.ReleaseState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the journal says about a release. */
final class ReleaseFacts {
  private ReleaseFacts() {}

  static Fact accepted(Release release) {
    var details = new LinkedHashMap<String, Object>();
    details.put("project", release.project().value());
    details.put("pipeline", release.pipeline().name());
    details.put("commit", release.commit().hex());
    details.put("contentId", release.contentId().hex());
    details.put("tag", release.tag());
    return new Fact("release.accepted", about(release), details);
  }

  static Fact image(Release release, ReleaseImage image) {
    var details = new LinkedHashMap<String, Object>();
    details.put("image", image.name());
    details.put("reference", image.repository() + ":" + image.tag());
    details.put("digest", image.digest());
    details.put("origin", image.origin().name());
    return new Fact("release.image-pushed", about(release), details);
  }

  static Fact retried(Release release) {
    return new Fact("release.retried", about(release), Map.of());
  }

  /** The same trouble again is no news, and neither is that it went away. */
  static boolean isNews(ReleaseState before, ReleaseState after) {
    if (before instanceof ReleaseState.Building old && after instanceof ReleaseState.Building now) {
      return now.hindered().isPresent() && !problem(now).equals(problem(old));
    }
    return !before.equals(after);
  }

  private static Optional<Problem> problem(ReleaseState.Building building) {
    return building.hindered().map(ReleaseState.Trouble::problem);
  }

  /** The state it came to. */
  static Fact changed(Release release) {
    return switch (release.state()) {
      case ReleaseState.Accepted ignored -> accepted(release);
      case ReleaseState.Building building -> building(release, building);
      case ReleaseState.Ready ignored -> new Fact("release.ready", about(release), Map.of());
      case ReleaseState.Failed failed ->
          new Fact("release.failed", about(release), problem(failed.problem()));
      case ReleaseState.Superseded superseded ->
          new Fact("release.superseded", about(release), Map.of("by", superseded.by().value()));
      case ReleaseState.Skipped skipped ->
          new Fact("release.skipped", about(release), Map.of("reason", skipped.reason()));
    };
  }

  private static Fact building(Release release, ReleaseState.Building building) {
    return problem(building)
        .map(trouble -> new Fact("release.troubled", about(release), problem(trouble)))
        .orElseGet(() -> new Fact("release.build-started", about(release), Map.of()));
  }

  private static Map<String, Object> problem(Problem problem) {
    return Map.of("code", problem.code(), "problem", problem.inWords());
  }

  private static String about(Release release) {
    return "release/" + release.id();
  }
}
