package io.openluffy.playground.api.verbs;

import static io.openluffy.playground.api.verbs.Api.metadata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.playground.api.Yaml;
import io.openluffy.playground.api.verbs.DeleteOptions.Propagation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WritingTest {
  private static final String CRD =
      """
      {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition,
       metadata: {name: things.example.com},
       spec: {group: example.com, scope: Namespaced, names: {plural: things, kind: Thing},
        versions: [{name: v1, served: true, storage: true, subresources: {status: {}},
         schema: {openAPIV3Schema: {type: object, properties: {
          spec: {type: object, properties: {n: {type: integer, default: 7}}},
          status: {type: object, properties: {s: {type: string}}}}}}}]}}""";

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private Target map(String name) {
    return api.target("", "configmaps", name);
  }

  @Test
  void aNameIsGenerated() {
    var object = api.create("{apiVersion: v1, kind: ConfigMap, metadata: {generateName: x-}}");

    assertThat(metadata(object).path("name").asText()).matches("x-[a-z0-9]{5}");
    assertThat(metadata(object).path("uid").asText()).hasSize(36);
  }

  /** What real API servers answer to the same request. */
  @Test
  void whatTheServerAddsBelongsToNobody() {
    var service =
        api.create(
            "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {selector: {a: b}, ports: [{port:"
                + " 80}]}}");

    assertThat(service.at("/spec/clusterIP").asText()).isNotEmpty();
    assertThat(metadata(service).at("/managedFields/0/fieldsV1/f:spec"))
        .isEqualTo(
            Yaml.yaml(
                "{f:internalTrafficPolicy: {}, f:ports: {'.': {}, 'k:{\"port\":80,\"protocol\":\"TCP\"}':"
                    + " {'.': {}, f:port: {}, f:protocol: {}, f:targetPort: {}}}, f:selector: {}, f:sessionAffinity:"
                    + " {}, f:type: {}}"));
  }

  @Test
  void theNamespaceMustExist() {
    var object = Yaml.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: no}}");

    assertThatThrownBy(() -> api.verbs.client("t").create(object))
        .hasMessage("namespaces \"no\" not found");
  }

  @Test
  void aSecondOfTheSameNameIsRefused() {
    api.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");

    assertThatThrownBy(() -> api.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"))
        .hasMessage("configmaps \"a\" already exists");
  }

  @Test
  void aDryRunStoresNothing() {
    var how =
        new WriteOptions("t", true, WriteOptions.FieldValidation.STRICT, false, warning -> {});
    var body = Yaml.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");

    var written = api.verbs.create(map(""), body, List.of(), how);

    assertThat(metadata(written.object()).path("uid").asText()).isNotEmpty();
    assertThat(api.configMap("a")).isEmpty();
  }

  @Test
  void aPatchThatChangesNothingKeepsTheVersion() {
    api.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: '1'}}");
    var before = api.store.version();

    api.patch(map("a"), "data: {x: '1'}");

    assertThat(api.store.version()).isEqualTo(before);
  }

  @Test
  void anAppliedObjectKeepsItsVersionWhenAppliedAgain() {
    var yaml = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: '1'}}";
    assertThat(api.apply(map("a"), "m", yaml, false).created()).isTrue();
    var before = api.store.version();

    assertThat(api.apply(map("a"), "m", yaml, false).created()).isFalse();

    assertThat(api.store.version()).isEqualTo(before);
  }

  @Test
  void anAppliedJobWithEmptyMapsTakesPatchesOfItsMetadata() {
    var job = api.target("batch", "jobs", "a");
    api.apply(
        job,
        "openluffy",
        """
        {apiVersion: batch/v1, kind: Job, metadata: {name: a, namespace: default},
         spec: {template: {metadata: {annotations: {}},
           spec: {restartPolicy: Never, containers: [{name: c, image: x}]}}}}""",
        true);

    var patched = api.patch(job, "{metadata: {annotations: {x: y}}}").object();

    assertThat(metadata(patched).path("annotations").path("x").asText()).isEqualTo("y");
    assertThat(patched.at("/spec/template/metadata").has("annotations")).isFalse();
  }

  @Test
  void theGenerationCountsChangesOfTheSpecOnly() {
    api.create(
        """
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 1,
         selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}},
         spec: {containers: [{name: x, image: i}]}}}}""");
    var deployment = api.target("apps", "deployments", "d");

    api.patch(deployment, "metadata: {labels: {x: y}}");
    var labelled = api.patch(deployment, "status: {replicas: 3}").object();
    assertThat(metadata(labelled).path("generation").asInt()).isEqualTo(1);
    assertThat(labelled.path("status").has("replicas")).isFalse();

    var scaled = api.patch(deployment, "spec: {replicas: 2}").object();
    assertThat(metadata(scaled).path("generation").asInt()).isEqualTo(2);

    var status = new Target(deployment.type(), "default", "d", "status");
    var observed = api.patch(status, "{status: {replicas: 2}, spec: {replicas: 9}}").object();
    assertThat(observed.path("status").path("replicas").asInt()).isEqualTo(2);
    assertThat(observed.path("spec").path("replicas").asInt()).isEqualTo(2);
  }

  @Test
  void theScaleIsADoorToTheReplicas() {
    api.create(
        """
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 1,
         selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}},
         spec: {containers: [{name: x, image: i}]}}}}""");
    var scale = new Target(api.target("apps", "deployments", "d").type(), "default", "d", "scale");

    var scaled = api.patch(scale, "spec: {replicas: 4}").object();

    assertThat(scaled.path("kind").asText()).isEqualTo("Scale");
    assertThat(scaled.path("status").path("selector").asText()).isEqualTo("a=b");
    assertThat(
            api.find("apps", "deployments", "d")
                .orElseThrow()
                .path("spec")
                .path("replicas")
                .asInt())
        .isEqualTo(4);
  }

  @Test
  void aCustomKindIsServedAsSoonAsItsCrdIsStored() {
    api.create(CRD);

    var thing =
        api.create("{apiVersion: example.com/v1, kind: Thing, metadata: {name: t}, spec: {}}");

    assertThat(thing.path("spec").path("n").asInt()).isEqualTo(7);
    api.until(
        () ->
            api.find("apiextensions.k8s.io", "customresourcedefinitions", "things.example.com")
                .orElseThrow()
                .path("status")
                .path("conditions")
                .toString()
                .contains("\"Established\""));
  }

  @Test
  void aCrdTakesItsObjectsAlong() {
    api.create(CRD);
    api.create("{apiVersion: example.com/v1, kind: Thing, metadata: {name: t}, spec: {}}");
    var crd = api.target("apiextensions.k8s.io", "customresourcedefinitions", "things.example.com");
    api.until(() -> api.store.get(crd.key()).orElseThrow().path("metadata").has("finalizers"));

    api.delete(crd, Propagation.DEFAULT);

    api.until(() -> api.store.get(crd.key()).isEmpty());
    api.until(() -> api.catalog.find("example.com", "things").isEmpty());
  }
}
