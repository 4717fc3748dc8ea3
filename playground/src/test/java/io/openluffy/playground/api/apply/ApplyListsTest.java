package io.openluffy.playground.api.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.playground.api.Yaml;
import io.openluffy.playground.types.GroupVersionKind;
import io.openluffy.playground.types.TypeCatalog;
import org.junit.jupiter.api.Test;

/** Lists with keys, atomic values and nesting, on kinds that have them. */
class ApplyListsTest {
  private static Story pod() {
    return Story.of("v1", "Pod");
  }

  private static Story service() {
    return Story.of("v1", "Service");
  }

  @Test
  void containersAreKeyedByName() {
    pod()
        .applies("a", "spec: {containers: [{name: x, image: i}]}")
        .applies("b", "spec: {containers: [{name: y, image: j}]}")
        .leaves("spec: {containers: [{name: x, image: i}, {name: y, image: j}]}");
  }

  @Test
  void anItemIsOwnedWithItsKeys() {
    pod()
        .applies("a", "spec: {containers: [{name: x, image: i}]}")
        .owns(
            "a",
            "f:spec: {f:containers: {'k:{\"name\":\"x\"}': {'.': {}, f:image: {}, f:name: {}}}}");
  }

  @Test
  void twoManagersShareAnItem() {
    pod()
        .applies("a", "spec: {containers: [{name: x, image: i}]}")
        .applies("b", "spec: {containers: [{name: x, workingDir: /w}]}")
        .leaves("spec: {containers: [{name: x, image: i, workingDir: /w}]}")
        .applies("a", "{}")
        .leaves("spec: {containers: [{name: x, workingDir: /w}]}");
  }

  @Test
  void anItemThatIsLeftOutGoes() {
    pod()
        .applies("a", "spec: {containers: [{name: x, image: i}, {name: y, image: j}]}")
        .applies("a", "spec: {containers: [{name: y, image: j}]}")
        .leaves("spec: {containers: [{name: y, image: j}]}");
  }

  @Test
  void anItemKeepsWhatOthersPutIntoIt() {
    pod()
        .applies("a", "spec: {containers: [{name: x, image: i}]}")
        .updates("u", "spec: {containers: [{name: x, image: i, tty: true}]}")
        .applies("a", "spec: {containers: [{name: x, image: k}]}")
        .leaves("spec: {containers: [{name: x, image: k, tty: true}]}");
  }

  @Test
  void aConflictInAnItemNamesItsKey() {
    pod()
        .applies("a", "spec: {containers: [{name: x, image: i}]}")
        .isRefused(
            "b",
            "spec: {containers: [{name: x, image: k}]}",
            "Apply failed with 1 conflict: conflict with \"a\": .spec.containers[name=\"x\"].image");
  }

  @Test
  void theAppliedOrderWins() {
    pod()
        .applies("a", "spec: {containers: [{name: x}, {name: y}]}")
        .applies("a", "spec: {containers: [{name: y}, {name: x}]}")
        .leaves("spec: {containers: [{name: y}, {name: x}]}");
  }

  @Test
  void itemsOfOthersStayWhereTheyWere() {
    pod()
        .applies("a", "spec: {containers: [{name: x}, {name: z}]}")
        .applies("b", "spec: {containers: [{name: y}]}")
        .applies("a", "spec: {containers: [{name: x}, {name: w}, {name: z}]}")
        .leaves("spec: {containers: [{name: x}, {name: w}, {name: z}, {name: y}]}");
  }

  @Test
  void aLeftOutProtocolMeansTcp() {
    pod()
        .applies(
            "a", "spec: {containers: [{name: x, ports: [{containerPort: 80, protocol: TCP}]}]}")
        .applies("b", "spec: {containers: [{name: x, ports: [{containerPort: 80, name: web}]}]}")
        .leaves(
            "spec: {containers: [{name: x, ports: [{containerPort: 80, protocol: TCP, name: web}]}]}");
  }

  @Test
  void portsOfTwoProtocolsAreTwoItems() {
    service()
        .applies("a", "spec: {ports: [{port: 53, protocol: UDP}]}")
        .applies("b", "spec: {ports: [{port: 53}]}")
        .leaves("spec: {ports: [{port: 53, protocol: UDP}, {port: 53}]}");
  }

  @Test
  void anAtomicMapHasOneOwner() {
    service()
        .applies("a", "spec: {selector: {x: '1'}}")
        .isRefused(
            "b",
            "spec: {selector: {y: '1'}}",
            "Apply failed with 1 conflict: conflict with \"a\": .spec.selector");
  }

  @Test
  void anAtomicMapIsReplacedAsAWhole() {
    service()
        .applies("a", "spec: {selector: {x: '1'}}")
        .forces("b", "spec: {selector: {y: '1'}}")
        .leaves("spec: {selector: {y: '1'}}")
        .isOwnedBy("b/Apply");
  }

  @Test
  void anAtomicListIsReplacedAsAWhole() {
    pod()
        .applies("a", "spec: {containers: [{name: x, args: [one, two]}]}")
        .applies("a", "spec: {containers: [{name: x, args: [three]}]}")
        .leaves("spec: {containers: [{name: x, args: [three]}]}");
  }

  @Test
  void anAtomicListIsAConflictAsAWhole() {
    pod()
        .applies("a", "spec: {containers: [{name: x, args: [one]}]}")
        .isRefused(
            "b",
            "spec: {containers: [{name: x, args: [two]}]}",
            "Apply failed with 1 conflict: conflict with \"a\": .spec.containers[name=\"x\"].args");
  }

  @Test
  void environmentVariablesAreKeyedByName() {
    pod()
        .applies("a", "spec: {containers: [{name: x, env: [{name: A, value: '1'}]}]}")
        .applies("b", "spec: {containers: [{name: x, env: [{name: B, value: '2'}]}]}")
        .applies("a", "spec: {containers: [{name: x}]}")
        .leaves("spec: {containers: [{name: x, env: [{name: B, value: '2'}]}]}");
  }

  @Test
  void anEmptyMapIsOwned() {
    pod()
        .applies("a", "spec: {volumes: [{name: v, emptyDir: {}}]}")
        .owns(
            "a",
            "f:spec: {f:volumes: {'k:{\"name\":\"v\"}': {'.': {}, f:emptyDir: {}, f:name: {}}}}");
  }

  @Test
  void aTemplateInADeploymentIsShared() {
    Story.of("apps/v1", "Deployment")
        .applies("a", "spec: {replicas: 1, template: {spec: {containers: [{name: x, image: i}]}}}")
        .updates(
            "hpa", "spec: {replicas: 5, template: {spec: {containers: [{name: x, image: i}]}}}")
        .applies("a", "spec: {template: {spec: {containers: [{name: x, image: k}]}}}")
        .leaves("spec: {replicas: 5, template: {spec: {containers: [{name: x, image: k}]}}}");
  }

  @Test
  void statusIsNobodysByTheMainDoor() {
    Story.of("apps/v1", "Deployment")
        .applies("a", "spec: {replicas: 1}\nstatus: {replicas: 7}")
        .owns("a", "f:spec: {f:replicas: {}}");
  }

  private static java.util.Optional<String> failure(String kind, String object) {
    var type = TypeCatalog.builtIn().find(GroupVersionKind.of("v1", kind)).orElseThrow();
    return ApplyCheck.failure(type.schema(), "v1", Yaml.yaml(object));
  }

  @Test
  void anUnknownFieldIsNamed() {
    assertThat(failure("Pod", "{kind: Pod, metadata: {name: p, namespace: n}, spec: {foo: 1}}"))
        .contains(
            "failed to create typed patch object (n/p; /v1, Kind=Pod): .spec.foo: field not declared"
                + " in schema");
  }

  @Test
  void aRepeatedItemIsNamed() {
    assertThat(
            failure(
                "Pod",
                "{kind: Pod, metadata: {name: p, namespace: n}, spec: {containers: [{name: x},"
                    + " {name: x}]}}"))
        .contains(
            "failed to create typed patch object (n/p; /v1, Kind=Pod): .spec.containers: duplicate"
                + " entries for key [name=\"x\"]");
  }

  @Test
  void aBuiltInItemWithoutItsKeyHasAnEmptyOne() {
    assertThat(
            failure(
                "Pod",
                "{kind: Pod, metadata: {name: p, namespace: n}, spec: {containers: [{image: i}]}}"))
        .isEmpty();
  }
}
