package io.openluffy.application.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads AppProjects. */
public final class ProjectReader {
  private ProjectReader() {}

  public static ProjectSpec read(Manifest resource) {
    return read(resource.name(), resource.at("/spec"));
  }

  static ProjectSpec read(String name, JsonNode spec) {
    var destinations = new ArrayList<PlaceEntry>();
    for (var one : spec.path("destinations")) {
      destinations.add(place(one));
    }
    return new ProjectSpec(
        name,
        texts(spec.path("sourceRepos")),
        destinations,
        texts(spec.path("sourceNamespaces")),
        spec.path("permitOnlyProjectScopedClusters").asBoolean(),
        kinds(spec.path("clusterResourceWhitelist")),
        kinds(spec.path("clusterResourceBlacklist")),
        spec.path("namespaceResourceWhitelist").isArray()
            ? Optional.of(kinds(spec.path("namespaceResourceWhitelist")))
            : Optional.empty(),
        kinds(spec.path("namespaceResourceBlacklist")));
  }

  /** What makes a project meaningless: the same entry twice, or one that forbids everything. */
  public static Optional<Problem> problem(ProjectSpec project) {
    var seen = new HashSet<Object>();
    for (var url : project.sourceRepos()) {
      if (!seen.add(url)) {
        return Optional.of(bad(project, "sourceRepos", "'" + url + "' is listed twice"));
      }
    }
    for (var one : project.destinations()) {
      if (one.server().equals("!*") || one.name().equals("!*") || one.namespace().equals("!*")) {
        return Optional.of(bad(project, "destinations", "'!*' forbids everything"));
      }
      if (!seen.add(one)) {
        return Optional.of(bad(project, "destinations", "an entry is listed twice"));
      }
    }
    return Optional.empty();
  }

  private static Problem bad(ProjectSpec project, String field, String what) {
    return Problem.user(
        "application.invalid-project",
        what + ".",
        Where.of("AppProject " + project.name()).field("spec." + field),
        "Take it out.");
  }

  static PlaceEntry place(JsonNode json) {
    return new PlaceEntry(
        json.path("server").asText(""),
        json.path("name").asText(""),
        json.path("namespace").asText(""));
  }

  private static List<KindEntry> kinds(JsonNode list) {
    var found = new ArrayList<KindEntry>();
    for (var one : list) {
      found.add(
          new KindEntry(
              one.path("group").asText(""),
              one.path("kind").asText(""),
              one.path("name").asText("")));
    }
    return found;
  }

  private static List<String> texts(JsonNode list) {
    var found = new ArrayList<String>();
    list.forEach(one -> found.add(one.asText()));
    return found;
  }
}
