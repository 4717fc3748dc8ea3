package io.openluffy.playground.api.patch;

import static io.openluffy.playground.api.Yaml.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.GroupVersionKind;
import io.openluffy.playground.types.TypeCatalog;
import org.junit.jupiter.api.Test;

class StrategicMergePatchTest {
  private static ObjectNode patched(String kind, String object, String patch) {
    var gvk = GroupVersionKind.of(kind.equals("Deployment") ? "apps/v1" : "v1", kind);
    var schema = TypeCatalog.builtIn().find(gvk).orElseThrow().schema();
    return StrategicMergePatch.apply(schema, yaml(object), yaml(patch));
  }

  private static ObjectNode pod(String containers, String patch) {
    return patched("Pod", "spec: {containers: " + containers + "}", "spec: " + patch);
  }

  private static ObjectNode containers(String containers) {
    return yaml("spec: {containers: " + containers + "}");
  }

  @Test
  void itemsAreMergedByKey() {
    assertThat(pod("[{name: x, image: i}]", "{containers: [{name: x, tty: true}]}"))
        .isEqualTo(containers("[{name: x, image: i, tty: true}]"));
  }

  @Test
  void newItemsComeFirst() {
    assertThat(pod("[{name: x}]", "{containers: [{name: y}]}"))
        .isEqualTo(containers("[{name: y}, {name: x}]"));
  }

  @Test
  void anItemIsDeletedByDirective() {
    assertThat(pod("[{name: x}, {name: y}]", "{containers: [{name: x, $patch: delete}]}"))
        .isEqualTo(containers("[{name: y}]"));
  }

  @Test
  void aListIsReplacedByDirective() {
    assertThat(pod("[{name: x}, {name: y}]", "{containers: [{name: z}, {$patch: replace}]}"))
        .isEqualTo(containers("[{name: z}]"));
  }

  @Test
  void nullRemovesAField() {
    assertThat(pod("[{name: x, image: i}]", "{containers: [{name: x, image: null}]}"))
        .isEqualTo(containers("[{name: x}]"));
  }

  @Test
  void anAtomicListIsReplaced() {
    assertThat(pod("[{name: x, args: [a, b]}]", "{containers: [{name: x, args: [c]}]}"))
        .isEqualTo(containers("[{name: x, args: [c]}]"));
  }

  @Test
  void theOrderOfElementsIsThePatchs() {
    assertThat(
            pod(
                "[{name: x}, {name: y}]",
                "{$setElementOrder/containers: [{name: y}, {name: x}], containers: [{name: y}]}"))
        .isEqualTo(containers("[{name: y}, {name: x}]"));
  }

  @Test
  void elementsThatThePatchDoesNotKnowStayBesideTheirNeighbours() {
    assertThat(
            pod(
                "[{name: w}, {name: x}, {name: y}]",
                "{$setElementOrder/containers: [{name: y}, {name: x}]}"))
        .isEqualTo(containers("[{name: w}, {name: y}, {name: x}]"));
  }

  @Test
  void primitivesAreAddedOnceAndDeletedByDirective() {
    assertThat(
            patched(
                "Pod",
                "metadata: {finalizers: [a, b]}",
                "metadata: {$deleteFromPrimitiveList/finalizers: [a], finalizers: [b, c]}"))
        .isEqualTo(yaml("metadata: {finalizers: [b, c]}"));
  }

  @Test
  void retainKeysDropsTheOthers() {
    assertThat(
            patched(
                "Deployment",
                "spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}}",
                "spec: {strategy: {$retainKeys: [type], type: Recreate}}"))
        .isEqualTo(yaml("spec: {strategy: {type: Recreate}}"));
  }

  @Test
  void retainKeysMustHoldWhatIsSet() {
    assertThatThrownBy(
            () ->
                patched(
                    "Deployment",
                    "spec: {strategy: {type: RollingUpdate}}",
                    "spec: {strategy: {$retainKeys: [rollingUpdate], type: Recreate}}"))
        .hasMessage("invalid patch format of retainKeys");
  }

  @Test
  void aMapIsReplacedByDirective() {
    assertThat(
            patched(
                "Pod",
                "metadata: {labels: {a: '1', b: '2'}}",
                "metadata: {labels: {$patch: replace, c: '3'}}"))
        .isEqualTo(yaml("metadata: {labels: {c: '3'}}"));
  }

  @Test
  void aMapIsEmptiedByDirective() {
    assertThat(
            patched("Pod", "metadata: {labels: {a: '1'}}", "metadata: {labels: {$patch: delete}}"))
        .isEqualTo(yaml("metadata: {labels: {}}"));
  }

  @Test
  void anItemWithoutItsKeyIsRefused() {
    assertThatThrownBy(() -> pod("[{name: x}]", "{containers: [{image: i}]}"))
        .hasMessage("map: map[image:i] does not contain declared merge key: name");
  }

  @Test
  void anUnknownDirectiveIsRefused() {
    assertThatThrownBy(() -> pod("[{name: x}]", "{containers: [{name: x, $patch: melt}]}"))
        .hasMessageContaining("unknown patch type: melt in map: map[$patch:melt name:x]");
  }

  @Test
  void servicePortsAreMergedByPort() {
    assertThat(
            patched(
                "Service",
                "spec: {ports: [{port: 80, name: a}]}",
                "spec: {ports: [{port: 80, nodePort: 30000}, {port: 81}]}"))
        .isEqualTo(yaml("spec: {ports: [{port: 80, name: a, nodePort: 30000}, {port: 81}]}"));
  }
}
