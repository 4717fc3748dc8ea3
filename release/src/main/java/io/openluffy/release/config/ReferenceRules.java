package io.openluffy.release.config;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks what the documents say about each other. */
final class ReferenceRules {
  private ReferenceRules() {}

  /** Pipelines whose name, or whose environments, do not fit the known ones. */
  static List<Problem> pipelines(
      List<PipelineReader.Found> pipelines, Collection<String> environments, String remedy) {
    var problems = new ArrayList<Problem>();
    var names = new HashSet<String>();
    for (var found : pipelines) {
      if (!names.add(found.pipeline().name())) {
        problems.add(duplicate("pipeline", found.pipeline().name(), found.name()));
      }
      var visited = new HashSet<String>();
      for (int i = 0; i < found.pipeline().environments().size(); i++) {
        var environment = found.pipeline().environments().get(i);
        var where = found.environments().get(i);
        if (!environments.contains(environment)) {
          problems.add(unknownEnvironment(environment, environments, where, remedy));
        } else if (!visited.add(environment)) {
          problems.add(
              Problem.user(
                  "config.environment-cycle",
                  "The pipeline visits '" + environment + "' twice.",
                  where,
                  "List each environment once."));
        }
      }
    }
    return problems;
  }

  static List<Problem> environments(
      List<EnvironmentReader.Found> environments,
      Collection<String> declared,
      List<PipelineReader.Found> pipelines) {
    var problems = new ArrayList<Problem>();
    var names = new HashSet<String>();
    for (var found : environments) {
      if (!names.add(found.environment().name())) {
        problems.add(duplicate("environment", found.environment().name(), found.name()));
      }
    }
    for (var found : environments) {
      found
          .environment()
          .requires()
          .filter(required -> !declared.contains(required))
          .ifPresent(
              required ->
                  problems.add(
                      unknownEnvironment(
                          required, declared, found.requires().orElse(found.name()), "")));
      problems.addAll(unknownImages(found, pipelines));
    }
    problems.addAll(cycles(environments, pipelines));
    return problems;
  }

  private static Problem duplicate(String kind, String name, Where where) {
    return Problem.user(
        "config.duplicate-name",
        "There is another " + kind + " called '" + name + "'.",
        where,
        "Rename one of them.");
  }

  private static Problem unknownEnvironment(
      String name, Collection<String> known, Where where, String remedy) {
    var suggestion = Suggestions.among(name, known);
    return Problem.user(
        "config.unknown-environment",
        "There is no environment '" + name + "'.",
        where,
        (suggestion + " " + remedy).strip());
  }

  /** An image name must be made by some pipeline that visits the environment. */
  private static List<Problem> unknownImages(
      EnvironmentReader.Found found, List<PipelineReader.Found> pipelines) {
    var visitors =
        pipelines.stream()
            .map(PipelineReader.Found::pipeline)
            .filter(pipeline -> pipeline.environments().contains(found.environment().name()))
            .toList();
    var images = new TreeSet<String>();
    visitors.forEach(pipeline -> pipeline.images().forEach(image -> images.add(image.name())));
    var problems = new ArrayList<Problem>();
    found
        .tags()
        .forEach(
            (image, where) -> {
              if (!visitors.isEmpty() && !images.contains(image)) {
                problems.add(
                    Problem.user(
                        "config.unknown-image",
                        "No pipeline that visits '"
                            + found.environment().name()
                            + "' builds an image '"
                            + image
                            + "'.",
                        where,
                        Suggestions.among(image, images)));
              }
            });
    return problems;
  }

  private static List<Problem> cycles(
      List<EnvironmentReader.Found> environments, List<PipelineReader.Found> pipelines) {
    Map<String, Set<String>> before = new LinkedHashMap<>();
    environments.forEach(found -> before.put(found.environment().name(), new LinkedHashSet<>()));
    for (var found : environments) {
      var own = before.get(found.environment().name());
      if (own != null) {
        found.environment().requires().ifPresent(own::add);
      }
    }
    for (var found : pipelines) {
      var visited = found.pipeline().environments();
      for (int i = 1; i < visited.size(); i++) {
        var own = before.get(visited.get(i));
        if (own != null && !visited.get(i).equals(visited.get(i - 1))) {
          own.add(visited.get(i - 1));
        }
      }
    }
    var problems = new ArrayList<Problem>();
    var reported = new HashSet<String>();
    for (var found : environments) {
      var way = way(found.environment().name(), before);
      if (!way.isEmpty() && reported.addAll(way)) {
        problems.add(
            Problem.user(
                "config.environment-cycle",
                "The environments wait for each other: " + String.join(" after ", way) + ".",
                found.requires().orElse(found.name()),
                "Change 'requires' or the order in a pipeline."));
      }
    }
    return problems;
  }

  /** A way from the environment back to itself; empty if there is none. */
  private static List<String> way(String start, Map<String, Set<String>> before) {
    var way = new ArrayList<String>(List.of(start));
    return search(start, start, before, way, new HashSet<>()) ? way : List.of();
  }

  private static boolean search(
      String at, String goal, Map<String, Set<String>> before, List<String> way, Set<String> seen) {
    for (var next : before.getOrDefault(at, Set.of())) {
      way.add(next);
      if (next.equals(goal) || (seen.add(next) && search(next, goal, before, way, seen))) {
        return true;
      }
      way.removeLast();
    }
    return false;
  }
}
