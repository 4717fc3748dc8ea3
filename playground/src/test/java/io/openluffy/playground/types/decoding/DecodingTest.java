package io.openluffy.playground.types.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Crds;
import io.openluffy.playground.types.Json;
import io.openluffy.playground.types.Schema;
import io.openluffy.playground.types.TypeCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodingTest {
  private final TypeCatalog catalog = TypeCatalog.builtIn();

  @Test
  void unknownFieldsAreDroppedAndTold() {
    var decoded =
        deployment(
            "{spec: {replcias: 3, template: {spec: {containers: [{name: 'a', imagee: 'b'}]}}}}");

    assertThat(decoded.strictErrors())
        .containsExactly(
            "unknown field \"spec.replcias\"",
            "unknown field \"spec.template.spec.containers[0].imagee\"");
    assertThat(decoded.object().path("spec").has("replcias")).isFalse();
  }

  @Test
  void fieldsWrittenTwiceAreTold() throws IOException {
    var text = "{\"spec\":{\"replicas\":1,\"replicas\":2}}".getBytes(StandardCharsets.UTF_8);

    var parsed = StrictJson.parse(text);
    var decoded =
        Decoding.of(
            schema("apps", "deployments"), (ObjectNode) parsed.value(), parsed.duplicates());

    assertThat(decoded.strictErrors()).containsExactly("duplicate field \"spec.replicas\"");
    assertThat(decoded.object().path("spec").path("replicas").asInt()).isEqualTo(2);
  }

  @Test
  void wrongTypesAreToldInGosWords() {
    assertThat(deployment("{spec: {replicas: 'three'}}").failure())
        .contains(
            "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of"
                + " type int32");
    assertThat(deployment("{spec: {template: {spec: {containers: {name: 'a'}}}}}").failure())
        .contains(
            "json: cannot unmarshal object into Go struct field"
                + " PodSpec.spec.template.spec.containers of type []v1.Container");
    assertThat(
            deployment("{spec: {template: {spec: {containers: [{env: [{name: 'A', value: 1}]}]}}}}")
                .failure())
        .contains(
            "json: cannot unmarshal number into Go struct field"
                + " EnvVar.spec.template.spec.containers.env.value of type string");
    assertThat(deployment("{metadata: {labels: {a: true}}}").failure())
        .contains(
            "json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type"
                + " string");
  }

  @Test
  void amountsAreStoredInTheirShortestForm() {
    assertThat(List.of("0.5", "1000m", "1024Mi", "1.5Gi", "100m", "1e3", "2", "0", "0.1", "1500"))
        .extracting(CanonicalQuantity::of)
        .containsExactly("500m", "1", "1Gi", "1536Mi", "100m", "1e3", "2", "0", "100m", "1500");
  }

  @Test
  void brokenAmountsAndTimesAndBase64AreRefused() {
    assertThat(
            decode("", "pods", "{spec: {containers: [{resources: {limits: {cpu: 'much'}}}]}}")
                .failure())
        .hasValueSatisfying(text -> assertThat(text).startsWith("quantities must match"));
    assertThat(decode("", "secrets", "{data: {a: '%%'}}").failure())
        .contains("illegal base64 data at input byte 0");
    assertThat(decode("", "pods", "{metadata: {creationTimestamp: 'now'}}").failure())
        .hasValueSatisfying(text -> assertThat(text).startsWith("parsing time \"now\""));
  }

  @Test
  void emptyValuesThatMeanNothingAreNotStored() {
    var decoded =
        decode(
            "",
            "pods",
            "{metadata: {labels: {}, creationTimestamp: null}, spec: {hostNetwork: false,"
                + " automountServiceAccountToken: false, nodeSelector: {}, volumes: [{name: 'v',"
                + " emptyDir: {}}], containers: [{name: 'c', env: [{name: 'A', value: ''}]}]}}");

    assertThat(decoded.object())
        .isEqualTo(
            Json.object(
                "{metadata: {}, spec: {automountServiceAccountToken: false, volumes: [{name: 'v',"
                    + " emptyDir: {}}], containers: [{name: 'c', env: [{name: 'A'}]}]}}"));
  }

  @Test
  void customKindsArePrunedExceptWhereTheyKeepTheUnknown() {
    catalog.register(Crds.widgets());

    var decoded =
        decode(
            "example.dev",
            "widgets",
            "{metadata: {name: 'w', odd: 1}, extra: 1, spec: {size: 'big', surplus: 2, note: null,"
                + " color: null, at: null, free: {a: {b: 1}}, parts: [{id: 'x', y: 1}], options: {k: 'v'}}}");

    assertThat(decoded.strictErrors())
        .containsExactlyInAnyOrder(
            "unknown field \"metadata.odd\"",
            "unknown field \"extra\"",
            "unknown field \"spec.surplus\"",
            "unknown field \"spec.parts[0].y\"");
    assertThat(decoded.object().path("spec"))
        .isEqualTo(
            Json.object(
                "{size: 'big', note: null, color: null, free: {a: {b: 1}}, parts: [{id: 'x'}],"
                    + " options: {k: 'v'}}"));
  }

  private Decoded deployment(String text) {
    return decode("apps", "deployments", text);
  }

  private Decoded decode(String group, String plural, String text) {
    return Decoding.of(schema(group, plural), Json.object(text), List.of());
  }

  private Schema schema(String group, String plural) {
    return catalog.find(group, plural).orElseThrow().schema();
  }
}
