package io.openluffy.application.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.Conformance;
import io.openluffy.application.jq.JqPath;
import io.openluffy.application.spec.IgnoreDifference;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
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
              paths(entry.path("jqPathExpressions")),
              texts(entry.path("managedFieldsManagers"))));
    }
    return found;
  }

  private static List<String> texts(JsonNode list) {
    var found = new ArrayList<String>();
    list.forEach(one -> found.add(one.asText()));
    return found;
  }

  private static List<JqPath> paths(JsonNode list) {
    return texts(list).stream().map(one -> ((JqPath.Answer.Read) JqPath.read(one)).path()).toList();
  }

  @TestFactory
  Stream<DynamicTest> ignoredByJq() {
    var folder = Conformance.folder().resolve("argocd-diff");
    return Conformance.yaml(folder.resolve("expected.yaml"))
        .path("cases")
        .valueStream()
        .filter(one -> one.path("ignore").toString().contains("jqPathExpressions"))
        .filter(one -> one.path("mode").asText().equals("normalize"))
        .map(one -> DynamicTest.dynamicTest(one.path("id").asText(), () -> normalise(one)));
  }

  private static void normalise(JsonNode one) {
    var object = Manifest.of(one.path("object"));

    var after = IgnoreRules.without(object, object, ignores(one));

    if (one.at("/expect/unchanged").asBoolean()) {
      assertThat(after).isEqualTo(object);
    }
    for (var check : one.at("/expect/checks")) {
      var value = after.at(check.path("at").asText());
      if (check.has("length")) {
        assertThat(value.size()).isEqualTo(check.path("length").asInt());
      }
      if (check.has("is")) {
        assertThat(value.asText()).isEqualTo(check.path("is").asText());
      }
    }
  }

  @Test
  void ignoredListElementsKeepTheirLiveValue() {
    var data = Conformance.syncCase("option-respect-ignore-differences-lists");
    var applied = new ArrayList<Manifest>();
    for (var one :
        data.at("/given/operation/cases").isEmpty()
            ? data.at("/given/cases")
            : data.at("/given/operation/cases")) {
      var target = file(one.path("target").asText());
      var live = file(one.path("live").asText());
      applied.add(IgnoreRules.respecting(target, live, ignores(one)));
    }

    assertThat(applied.get(0).at("/spec/routes/0/rateLimitPolicy/global/descriptors").size())
        .isEqualTo(1);
    assertThat(
            applied
                .get(1)
                .at("/spec/template/spec/containers/0/env")
                .valueStream()
                .map(one -> one.path("name").asText() + "=" + one.path("value").asText()))
        .containsExactly(
            "SOME_ENV_VAR=some_value",
            "SOME_OTHER_ENV_VAR=some_other_value",
            "YET_ANOTHER_ENV_VAR=yet_another_value");
    assertThat(applied.get(2).at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(applied.get(2).text("/spec/template/spec/containers/0/image")).isEqualTo("alpine:3");
    assertThat(applied.get(2).text("/spec/template/spec/containers/0/env/0/value"))
        .isEqualTo("here");
    assertThat(applied.get(2).labels()).containsEntry("appProcess", "web");
  }

  private static Manifest file(String name) {
    return Manifest.of(Conformance.yaml(Conformance.folder().resolve(name)));
  }
}
