package io.openluffy.promotion;

import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Pipeline;
import io.openluffy.release.Project;
import io.openluffy.release.Release;
import java.util.Optional;

/** Where a release goes next, and where its content is tested before it enters an environment. */
final class TestRules {
  private TestRules() {}

  static Optional<String> next(Pipeline pipeline, String environment) {
    int index = pipeline.environments().indexOf(environment);
    return index < 0 || index + 1 >= pipeline.environments().size()
        ? Optional.empty()
        : Optional.of(pipeline.environments().get(index + 1));
  }

  static Optional<String> before(Pipeline pipeline, String environment) {
    int index = pipeline.environments().indexOf(environment);
    return index < 1 ? Optional.empty() : Optional.of(pipeline.environments().get(index - 1));
  }

  /**
   * The environment that is required, or else the one before on the release's own path, or else,
   * for who votes on a protected one, the last of another pipeline.
   */
  static Optional<String> environment(Project project, EnvironmentSpec spec, Release release) {
    return spec.requires()
        .or(() -> before(release.pipeline(), spec.name()))
        .or(
            () ->
                project.configuration().pipelines().stream()
                    .filter(any -> spec.approval().isPresent())
                    .filter(other -> !other.name().equals(release.pipeline().name()))
                    .filter(other -> !other.environments().isEmpty())
                    .filter(other -> !other.environments().contains(spec.name()))
                    .map(other -> other.environments().getLast())
                    .findFirst());
  }
}
