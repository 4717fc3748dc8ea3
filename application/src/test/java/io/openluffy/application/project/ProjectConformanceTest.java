package io.openluffy.application.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.application.Conformance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ProjectConformanceTest {
  @TestFactory
  Stream<DynamicTest> cases() {
    var cases = new ArrayList<DynamicTest>();
    for (var one :
        Conformance.yaml(Conformance.folder().resolve("project-permissions.yaml")).path("cases")) {
      cases.add(DynamicTest.dynamicTest(one.path("id").asText(), () -> check(one)));
    }
    return cases.stream();
  }

  private static void check(JsonNode given) {
    boolean answer =
        switch (given.path("topic").asText()) {
          case "source" ->
              ProjectRules.permitsSource(project(given), given.path("repoURL").asText());
          case "destination" ->
              ProjectRules.permitsPlace(
                  project(given), place(given.path("destination")), own(given));
          case "kind" -> kind(project(given.path("project")), given.path("object"));
          case "glob" -> glob(given);
          case "application namespace" ->
              ProjectRules.permitsHome(
                  project(given),
                  given.path("applicationNamespace").asText(),
                  given.path("controllerNamespace").asText());
          case "validation" -> ProjectReader.problem(project(given.path("project"))).isEmpty();
          default -> throw new IllegalArgumentException(given.path("topic").asText());
        };

    assertThat(answer).isEqualTo(given.path("expect").elements().next().asBoolean());
  }

  private static ProjectSpec project(JsonNode spec) {
    return ProjectReader.read("p", spec.isObject() ? spec : JsonNodeFactory.instance.objectNode());
  }

  private static boolean kind(ProjectSpec project, JsonNode object) {
    return ProjectRules.permitsKind(
        project,
        object.path("group").asText(),
        object.path("kind").asText(),
        object.path("name").asText(),
        object.path("scope").asText().equals("namespaced"));
  }

  private static boolean glob(JsonNode given) {
    var pattern = given.path("pattern").asText();
    var value = given.path("value").asText();
    return given.path("negationUnderstood").asBoolean()
        ? Pattern.matchesOrNot(pattern, value)
        : Pattern.matches(pattern, value);
  }

  private static Place place(JsonNode json) {
    var entry = ProjectReader.place(json);
    return new Place(entry.server(), entry.name(), entry.namespace());
  }

  private static List<Place> own(JsonNode given) {
    var own = new ArrayList<Place>();
    given.path("projectClusters").forEach(one -> own.add(place(one)));
    return own;
  }
}
