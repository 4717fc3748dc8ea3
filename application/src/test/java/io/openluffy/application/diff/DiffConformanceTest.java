package io.openluffy.application.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.Conformance;
import io.openluffy.application.spec.IgnoreDifference;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DiffConformanceTest {
  /** Decided by the server's dry run here, not by the local comparison. */
  private static final Set<String> BY_THE_SERVER =
      Set.of("aggregated-clusterrole-rules-compared", "deployment-real", "pod-cpu-differs");

  @TestFactory
  Stream<DynamicTest> threeWay() {
    var folder = Conformance.folder().resolve("argocd-diff");
    var tests = new ArrayList<DynamicTest>();
    for (var one : Conformance.yaml(folder.resolve("expected.yaml")).path("cases")) {
      var id = one.path("id").asText();
      boolean ours =
          one.path("mode").asText().equals("three-way")
              && !one.has("edits")
              && !BY_THE_SERVER.contains(id)
              && !object(one, "config").isMissingNode()
              && !object(one, "live").isMissingNode();
      if (ours) {
        tests.add(DynamicTest.dynamicTest(id, () -> check(one)));
      }
    }
    return tests.stream();
  }

  private static void check(JsonNode one) {
    var desired = Manifest.of(object(one, "config"));
    var live = Manifest.of(object(one, "live"));

    var differs = DiffRules.differs(desired, live, ignores(one), ApplyOptions.OPENLUFFY);

    assertThat(differs).isEqualTo(one.at("/expect/modified").asBoolean());
  }

  private static JsonNode object(JsonNode one, String side) {
    var value = one.path(side);
    if (value.isTextual() && value.asText().equals("same as config")) {
      return object(one, "config");
    }
    if (value.isTextual()) {
      return Conformance.yaml(
          Conformance.folder().resolve("argocd-diff/testdata").resolve(value.asText()));
    }
    return value.isObject() ? value : com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static List<IgnoreDifference> ignores(JsonNode one) {
    var found = new ArrayList<IgnoreDifference>();
    for (var entry : one.path("ignore")) {
      found.add(
          new IgnoreDifference(
              entry.path("group").asText(""),
              entry.path("kind").asText(""),
              "",
              "",
              texts(entry.path("jsonPointers")),
              List.of(),
              texts(entry.path("managedFieldsManagers"))));
    }
    return found;
  }

  private static List<String> texts(JsonNode list) {
    var found = new ArrayList<String>();
    list.forEach(one -> found.add(one.asText()));
    return found;
  }
}
