package io.openluffy.playground.types.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Crds;
import io.openluffy.playground.types.Json;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.TypeCatalog;
import io.openluffy.playground.types.conversion.Conversion;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WriteRulesTest {
  private final TypeCatalog catalog = TypeCatalog.builtIn();

  @Test
  void aNewObjectBeginsWithItsFirstStatusAndGeneration() {
    var deployment =
        WriteRules.created(
            type("apps", "deployments"),
            Json.object("{metadata: {name: 'd', generation: 7}, spec: {}, status: {replicas: 9}}"));

    assertThat(deployment)
        .isEqualTo(Json.object("{metadata: {name: 'd', generation: 1}, spec: {}, status: {}}"));
  }

  @Test
  void podsBeginPendingWithTheirServiceClass() {
    var pod =
        WriteRules.created(
            type("", "pods"),
            Json.object(
                "{metadata: {name: 'p'}, spec: {containers: [{resources: {limits: {cpu: '1', memory:"
                    + " '1Gi'}, requests: {cpu: '1000m', memory: '1024Mi'}}}]}, status: {phase: 'Running'}}"));

    assertThat(pod.path("status"))
        .isEqualTo(Json.object("{phase: 'Pending', qosClass: 'Guaranteed'}"));
    assertThat(pod.path("spec").path("serviceAccountName").asText()).isEqualTo("default");
    assertThat(pod.path("spec").path("tolerations").size()).isEqualTo(2);
  }

  @Test
  void mainWritesLeaveTheStatusAndStatusWritesTheRest() {
    var type = type("apps", "deployments");
    var before =
        Json.object("{metadata: {generation: 1}, spec: {replicas: 1}, status: {replicas: 1}}");

    var main =
        WriteRules.updated(
            type,
            "",
            before,
            Json.object("{metadata: {}, spec: {replicas: 2}, status: {replicas: 5}}"));
    var status =
        WriteRules.updated(
            type,
            "status",
            before,
            Json.object("{metadata: {}, spec: {replicas: 7}, status: {replicas: 5}}"));

    assertThat(main)
        .isEqualTo(
            Json.object("{metadata: {generation: 2}, spec: {replicas: 2}, status: {replicas: 1}}"));
    assertThat(status)
        .isEqualTo(
            Json.object("{metadata: {generation: 1}, spec: {replicas: 1}, status: {replicas: 5}}"));
  }

  @Test
  void customObjectsCountEveryChangeBesideStatusAndMetadata() {
    catalog.register(Crds.widgets());
    var type = type("example.dev", "widgets");
    var before = Json.object("{metadata: {generation: 3}, spec: {size: 1}, status: {replicas: 1}}");

    var labelled =
        Json.object("{metadata: {labels: {a: 'b'}}, spec: {size: 1}, status: {replicas: 2}}");
    var grown = Json.object("{metadata: {}, spec: {size: 2}}");

    assertThat(generation(WriteRules.updated(type, "", before, labelled))).isEqualTo(3);
    assertThat(generation(WriteRules.updated(type, "", before, grown))).isEqualTo(4);
  }

  @Test
  void jobsFindTheirPodsByTheirUid() {
    var job =
        WriteRules.created(
            type("batch", "jobs"),
            Json.object(
                "{metadata: {name: 'j', uid: 'u-1'}, spec: {template: {metadata: {}, spec: {}}}}"));

    assertThat(job.path("spec").path("selector"))
        .isEqualTo(Json.object("{matchLabels: {'batch.kubernetes.io/controller-uid': 'u-1'}}"));
    assertThat(
            job.path("spec")
                .path("template")
                .path("metadata")
                .path("labels")
                .path("job-name")
                .asText())
        .isEqualTo("j");
  }

  @Test
  void servicesGetAndKeepTheirAddresses() {
    var addresses = new ServiceAddresses(new Random(1));
    var type = type("", "services");
    var first =
        WriteRules.created(
            type,
            Json.object(
                "{metadata: {}, spec: {type: 'NodePort', ports: [{port: 80, protocol: 'TCP'}]}}"));
    assertThat(addresses.allocate(Json.object("{}"), first)).isEmpty();
    var address = first.path("spec").path("clusterIP").asText();
    assertThat(address).startsWith("10.96.");
    assertThat(first.path("spec").path("ports").get(0).path("nodePort").asInt())
        .isBetween(30000, 32767);

    var again =
        WriteRules.updated(
            type,
            "",
            first,
            Json.object(
                "{metadata: {}, spec: {type: 'NodePort', ports: [{port: 80, protocol: 'TCP'}]}}"));
    assertThat(addresses.allocate(first, again)).isEmpty();
    assertThat(again.path("spec")).isEqualTo(first.path("spec"));

    var thief = Json.object("{spec: {type: 'ClusterIP', clusterIP: '" + address + "', ports: []}}");
    assertThat(addresses.allocate(Json.object("{}"), thief))
        .singleElement()
        .satisfies(
            error -> assertThat(error.message()).endsWith("provided IP is already allocated"));
  }

  @Test
  void autoscalersAreShownInBothVersions() {
    var stored =
        Json.object(
            "{apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: {}, spec: {maxReplicas:"
                + " 3, metrics: [{type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization',"
                + " averageUtilization: 70}}}]}, status: {currentMetrics: null, desiredReplicas: 0, currentReplicas: 0, conditions: [{type:"
                + " 'AbleToScale', status: 'True'}]}}");
    var v1 =
        Conversion.to(
            catalog.find("autoscaling", "v1", "horizontalpodautoscalers").orElseThrow(), stored);

    assertThat(v1.path("spec").path("targetCPUUtilizationPercentage").asInt()).isEqualTo(70);
    assertThat(v1.at("/metadata/annotations").toString()).contains("AbleToScale");
    var back = Conversion.to(type("autoscaling", "horizontalpodautoscalers"), v1);
    assertThat(back).isEqualTo(stored);
  }

  private static int generation(ObjectNode object) {
    return object.path("metadata").path("generation").asInt();
  }

  private ResourceType type(String group, String plural) {
    return catalog.find(group, plural).orElseThrow();
  }
}
