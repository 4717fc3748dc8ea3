package io.openluffy.promotion;

import io.openluffy.application.ApplicationName;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Project;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Projects;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which environments an Application stands for. It belongs to one project: the first that was
 * connected of those that name it, so that none can take another's into its hands.
 */
public final class EnvironmentBindings {
  private final Projects projects;

  public EnvironmentBindings(Projects projects) {
    this.projects = projects;
  }

  /** An environment of a project. */
  public record Bound(Project project, EnvironmentSpec environment) {
    public EnvironmentKey key() {
      return new EnvironmentKey(project.name(), environment.name());
    }

    public ApplicationName application() {
      return ApplicationName.parse(environment.application());
    }
  }

  public List<Bound> of(ApplicationName application) {
    var bound = all().stream().filter(b -> b.application().equals(application)).toList();
    return bound.stream().filter(b -> b.project().name().equals(owner(bound))).toList();
  }

  /** The project that an Application belongs to, if any names it. */
  Optional<ProjectName> owner(ApplicationName application) {
    var bound = of(application);
    return bound.isEmpty() ? Optional.empty() : Optional.of(bound.getFirst().project().name());
  }

  public Optional<Bound> find(EnvironmentKey key) {
    return projects
        .find(key.project())
        .flatMap(
            project ->
                project
                    .configuration()
                    .environment(key.environment())
                    .map(environment -> new Bound(project, environment)));
  }

  public List<Bound> all() {
    return projects.list().stream()
        .flatMap(
            project ->
                project.configuration().environments().values().stream()
                    .map(environment -> new Bound(project, environment)))
        .toList();
  }

  private static ProjectName owner(List<Bound> bound) {
    return bound.stream()
        .map(Bound::project)
        .min(Comparator.comparing(Project::connectedAt).thenComparing(Project::name))
        .map(Project::name)
        .orElseThrow();
  }
}
