package io.openluffy.server.view;

import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.ProjectName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The matrix of services and environments ({@code Home}). */
public record HomeView(
    List<PromotionView> waitingForMe,
    List<PromotionView> running,
    List<ReleaseView> building,
    List<Broken> broken,
    List<EnvironmentColumn> environments,
    List<ServiceRow> services) {

  /** Something that needs a person. */
  public record Broken(String title, String message, String link) {}

  /** A column. */
  public record EnvironmentColumn(
      String name,
      String project,
      Optional<String> url,
      String application,
      @com.fasterxml.jackson.annotation.JsonProperty("protected") boolean isProtected) {
    public static EnvironmentColumn of(ProjectName project, EnvironmentSpec spec) {
      return new EnvironmentColumn(
          spec.name(),
          project.value(),
          spec.url(),
          spec.application(),
          spec.approval().isPresent());
    }
  }

  /** A row. */
  public record ServiceRow(String project, String service, List<Cell> cells) {}

  /**
   * What runs of a service in an environment.
   *
   * @param release that runs, which is not always the one that arrived last
   * @param behind commits of people between what runs and the newest release of the environment's
   *     pipeline
   * @param bad the mark on what runs, in words
   */
  public record Cell(
      String environment,
      Optional<String> release,
      Optional<String> tag,
      Optional<Instant> since,
      String health,
      Optional<String> healthMessage,
      String sync,
      boolean pinned,
      Optional<PromotionView> arriving,
      Optional<Integer> behind,
      Optional<String> bad) {}
}
