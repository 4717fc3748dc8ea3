package io.openluffy.release;

import io.openluffy.git.RepositoryPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An image a pipeline builds.
 *
 * @param repository with its registry and without a tag, such as {@code registry.example/backend}
 * @param context the folder that is sent to the build
 * @param dockerfile relative to the context
 * @param target the stage to build; the last one when empty
 * @param args build arguments; they come from git and are no place for secrets
 */
public record ImageSpec(
    String name,
    String repository,
    RepositoryPath context,
    RepositoryPath dockerfile,
    Optional<String> target,
    Map<String, String> args) {
  public ImageSpec {
    args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
  }
}
