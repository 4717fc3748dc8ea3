package io.openluffy.application.jq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kernel.store.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JqPathTest {
  private static final JsonNode DEPLOYMENT =
      Json.tree(
          """
          {"metadata":{"name":"web","annotations":{"sidecar.istio.io/status":"on","team":"blue"}},
           "spec":{"replicas":2,"template":{"spec":{
             "containers":[
               {"name":"web","image":"web:1","env":[{"name":"A","value":"1"},{"name":"B"}]},
               {"name":"istio-proxy","image":"istio:1"}],
             "volumes":null}}},
           "webhooks":[{"clientConfig":{"caBundle":"x"}},{"clientConfig":{}}]}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        ".spec.replicas => spec/replicas",
        ".spec[\"replicas\"] => spec/replicas",
        ".\"spec\".replicas => spec/replicas",
        ".spec.template.spec.containers[].image => spec/template/spec/containers/1/image spec/template/spec/containers/0/image",
        ".spec.template.spec.containers[0].image => spec/template/spec/containers/0/image",
        ".spec.template.spec.containers[-1] => spec/template/spec/containers/1",
        ".spec.template.spec.containers[] | select(.name == \"istio-proxy\") => spec/template/spec/containers/1",
        ".spec.template.spec.containers[] | select(.name | test(\"^istio\")) | .image => spec/template/spec/containers/1/image",
        ".spec.template.spec.containers[].env[]? | select(.name == \"A\" or .name == \"C\") => spec/template/spec/containers/0/env/0",
        ".metadata.annotations.\"sidecar.istio.io/status\" => metadata/annotations/sidecar.istio.io/status",
        ".metadata.annotations | .[\"team\"] => metadata/annotations/team",
        ".metadata.name, .spec.replicas => spec/replicas metadata/name",
        ".webhooks[]?.clientConfig.caBundle => webhooks/1/clientConfig/caBundle webhooks/0/clientConfig/caBundle",
        ".. | select(.caBundle? == \"x\") | .caBundle => webhooks/0/clientConfig/caBundle",
        ".spec.missing // .spec.replicas => spec/replicas",
        ".spec | if has(\"replicas\") then .replicas else empty end => spec/replicas",
        ".spec.template.spec.containers[] | select(.image | startswith(\"web\") and endswith(\"1\")) | .name => spec/template/spec/containers/0/name",
        ".spec.template.spec.containers | first => spec/template/spec/containers/0",
        ".spec.template.spec.containers[] | select([.env[]?.name] | contains([\"B\"])) => spec/template/spec/containers/0",
        ".spec | select(.replicas >= 2 and (.replicas < 3)) | .replicas => spec/replicas"
      })
  void names(String expression, String places) {
    assertThat(places(expression)).isEqualTo(places);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".spec.template.spec.volumes[]",
        ".spec.replicas.foo",
        ".metadata.name | length",
        ".spec | keys",
        ".metadata.name | test(\"(\")"
      })
  void whatMakesNoSenseForADocumentNamesNothing(String expression) {
    assertThat(places(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "until(true==false; [.] + [1]) => is not understood",
        ".spec | range(10) => 'range' at column 9",
        "def f: f => 'def' at column 1",
        ".spec[ => 'the end' at column 7",
        ".spec | $x => '$' at column 9",
        "env => 'env' at column 1",
        "'.spec' => ''' at column 1"
      })
  void whatIsNotUnderstoodIsNamed(String expression, String message) {
    assertThat(JqPath.read(expression))
        .isInstanceOfSatisfying(
            JqPath.Answer.Wrong.class, one -> assertThat(one.message()).contains(message));
  }

  @Test
  void itAlwaysEnds() {
    var many = Json.mapper().createArrayNode();
    for (int i = 0; i < 2_000; i++) {
      many.add("a".repeat(40) + "!");
    }
    JsonNode document = Json.mapper().createObjectNode().set("many", many);
    for (var expression :
        List.of(
            ".many[] | select(test(\"^(a+)+$\"))",
            "[.many[] == .many[]] | [.[] == .[]]",
            "..|..|..|..",
            "(".repeat(5_000) + "." + ")".repeat(5_000),
            ".a".repeat(900))) {
      org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> read(expression, document));
    }
  }

  private static String places(String expression) {
    return read(expression, DEPLOYMENT);
  }

  private static String read(String expression, JsonNode document) {
    return switch (JqPath.read(expression)) {
      case JqPath.Answer.Wrong(var message) -> message;
      case JqPath.Answer.Read(var path) ->
          String.join(
              " ",
              path.places(document).stream()
                  .map(place -> String.join("/", place.stream().map(JqPathTest::word).toList()))
                  .toList());
    };
  }

  private static String word(Step step) {
    return switch (step) {
      case Step.Field(var name) -> name;
      case Step.Index(var at) -> Integer.toString(at);
    };
  }
}
