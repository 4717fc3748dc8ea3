package io.openluffy.server.view;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.ConditionView;
import io.openluffy.application.Health;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.PromotionState;
import io.openluffy.release.Project;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseState;
import io.openluffy.server.view.HomeView.Broken;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a project needs a person: only what is so now, in the order of the journey. */
public final class BrokenRules {
  private BrokenRules() {}

  /**
   * An environment, as far as it can be broken.
   *
   * @param newest the promotion into it that was asked for last
   */
  public record Place(
      String environment, Optional<Promotion> newest, Optional<ApplicationView> application) {}

  /**
   * @param newest the newest release of each pipeline
   * @param places the environments along the way
   */
  public static List<Broken> of(Project project, List<Release> newest, List<Place> places) {
    return Stream.of(
            configuration(project),
            newest.stream().flatMap(BrokenRules::build),
            places.stream().flatMap(BrokenRules::promotion),
            places.stream().flatMap(BrokenRules::application))
        .flatMap(some -> some)
        .toList();
  }

  private static Stream<Broken> configuration(Project project) {
    var name = project.name().value();
    return project.configProblems().stream()
        .map(one -> new Broken(name + ": configuration", one.inWords(), "/pipelines/" + name));
  }

  private static Stream<Broken> build(Release release) {
    var id = release.id().value();
    return release.state() instanceof ReleaseState.Failed failed
        ? Stream.of(new Broken(id + ": build", failed.problem().inWords(), "/releases/" + id))
        : Stream.empty();
  }

  private static Stream<Broken> promotion(Place place) {
    return place.newest().stream()
        .flatMap(
            one ->
                one.state() instanceof PromotionState.Failed failed
                    ? Stream.of(
                        new Broken(
                            place.environment() + ": " + one.tag(),
                            failed.problem().inWords(),
                            "/promotions/" + one.id().value()))
                    : Stream.empty());
  }

  private static Stream<Broken> application(Place place) {
    return place.application().stream()
        .flatMap(
            one ->
                trouble(one).stream()
                    .map(
                        message ->
                            new Broken(
                                place.environment() + ": " + one.name().name(),
                                message,
                                address(one.name()))));
  }

  /** What keeps it from being compared comes before what is ill: nothing heals while it lasts. */
  private static Optional<String> trouble(ApplicationView application) {
    var blocked =
        application.conditions().stream()
            .filter(ConditionView::blocksSync)
            .map(one -> one.type() + ": " + one.message())
            .findFirst();
    return blocked.or(
        () ->
            application.health() != Health.DEGRADED
                ? Optional.empty()
                : Optional.of(
                    application.healthMessage().isEmpty()
                        ? "It is degraded."
                        : application.healthMessage()));
  }

  private static String address(ApplicationName name) {
    return "/applications/"
        + (name.namespace().equals(ApplicationName.NAMESPACE) ? name.name() : name);
  }
}
