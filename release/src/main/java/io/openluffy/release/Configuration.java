package io.openluffy.release;

import io.openluffy.git.RepositoryPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a project's {@code .openluffy/*.yaml} say, checked.
 *
 * @param environments by name, in the order they are declared
 */
public record Configuration(
    List<Pipeline> pipelines, Map<String, EnvironmentSpec> environments, ProjectSettings settings) {
  public static final Configuration EMPTY =
      new Configuration(List.of(), Map.of(), ProjectSettings.DEFAULT);

  public Configuration {
    pipelines = List.copyOf(pipelines);
    environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
  }

  public Optional<Pipeline> pipeline(String name) {
    return pipelines.stream().filter(pipeline -> pipeline.name().equals(name)).findFirst();
  }

  public Optional<EnvironmentSpec> environment(String name) {
    return Optional.ofNullable(environments.get(name));
  }

  /** The files that promotions write, which a content id leaves out. */
  public List<RepositoryPath> valuesFiles() {
    return environments.values().stream()
        .flatMap(
            environment ->
                switch (environment.values()) {
                  case ValuesTarget.ValuesFile file -> Stream.of(file.path());
                  case ValuesTarget.ApplicationParameters ignored -> Stream.empty();
                })
        .distinct()
        .toList();
  }
}
