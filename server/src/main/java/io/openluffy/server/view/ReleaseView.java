package io.openluffy.server.view;

import io.openluffy.promotion.BadMark;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseImage;
import io.openluffy.release.ReleaseState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A release ({@code Release}). Images that are not made yet have neither digest nor origin. */
public record ReleaseView(
    String id,
    String project,
    String pipeline,
    String branch,
    String commit,
    PersonView author,
    String message,
    String contentId,
    String tag,
    String state,
    @com.fasterxml.jackson.annotation.JsonProperty("wait") Optional<WaitView> waiting,
    Optional<ProblemView> problem,
    Optional<String> supersededBy,
    List<Image> images,
    Instant pushedAt,
    Optional<Instant> readyAt,
    Optional<BadView> bad,
    Optional<String> irreversible) {

  /**
   * The mark on a release ({@code BadMark}).
   *
   * @param release that it is on: this one, or another with the same content
   */
  public record BadView(String release, String reason, String by, Instant at) {
    static BadView of(BadMark mark) {
      return new BadView(mark.release().value(), mark.reason(), mark.by(), mark.at());
    }
  }

  /** An image of a release ({@code ReleaseImage}). */
  public record Image(
      String name,
      String repository,
      String tag,
      Optional<String> digest,
      Optional<String> origin) {
    static Image of(ReleaseImage image) {
      return new Image(
          image.name(),
          image.repository(),
          image.tag(),
          Optional.of(image.digest()),
          Optional.of(image.origin().name()));
    }
  }

  public static ReleaseView of(Release release, Optional<BadMark> bad, Instant now) {
    return new ReleaseView(
        release.id().value(),
        release.project().value(),
        release.pipeline().name(),
        release.branch(),
        release.commit().hex(),
        PersonView.of(release.author()),
        release.message(),
        release.contentId().hex(),
        release.tag(),
        release.state().getClass().getSimpleName(),
        release.waiting().map(wait -> WaitView.of(wait, now)),
        problem(release.state()),
        release.state() instanceof ReleaseState.Superseded superseded
            ? Optional.of(superseded.by().value())
            : Optional.empty(),
        images(release),
        release.pushedAt(),
        release.state() instanceof ReleaseState.Ready ready
            ? Optional.of(ready.since())
            : Optional.empty(),
        bad.map(BadView::of),
        release.irreversible());
  }

  private static Optional<ProblemView> problem(ReleaseState state) {
    return switch (state) {
      case ReleaseState.Failed failed -> Optional.of(ProblemView.of(failed.problem()));
      case ReleaseState.Building building ->
          building.hindered().map(trouble -> ProblemView.of(trouble.problem()));
      case ReleaseState.Accepted ignored -> Optional.empty();
      case ReleaseState.Ready ignored -> Optional.empty();
      case ReleaseState.Superseded ignored -> Optional.empty();
      case ReleaseState.Skipped ignored -> Optional.empty();
    };
  }

  private static List<Image> images(Release release) {
    return release.pipeline().images().stream()
        .map(
            wanted ->
                release
                    .image(wanted.name())
                    .map(Image::of)
                    .orElseGet(
                        () ->
                            new Image(
                                wanted.name(),
                                wanted.repository(),
                                release.tag(),
                                Optional.empty(),
                                Optional.empty())))
        .toList();
  }
}
