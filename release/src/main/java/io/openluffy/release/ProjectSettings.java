package io.openluffy.release;

import java.util.List;

/**
 * What {@code kind: Project} in {@code .openluffy/} sets.
 *
 * @param applications globs of manifest files that are kept applied, such as {@code argocd/*.yaml}
 */
public record ProjectSettings(List<String> applications) {
  public static final ProjectSettings DEFAULT = new ProjectSettings(List.of());

  public ProjectSettings {
    applications = List.copyOf(applications);
  }
}
