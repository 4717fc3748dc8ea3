package io.openluffy.playground.types.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Crds;
import io.openluffy.playground.types.Json;
import io.openluffy.playground.types.TypeCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final String META =
      "metadata: {name: 'x', creationTimestamp: '2026-01-01T11:57:55Z'}";

  private final TypeCatalog catalog = TypeCatalog.builtIn();
  private final Tables tables =
      new Tables(InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z")));

  @Test
  void everyBuiltInKindFillsAllItsColumns() {
    for (var type : catalog.all()) {
      if (type.allows("list")) {
        var table = table(type.group(), type.plural(), "{" + META + "}");
        assertThat(table.path("rows").get(0).path("cells").size())
            .as(type.kind())
            .isEqualTo(table.path("columnDefinitions").size());
      }
    }
  }

  @Test
  void runningPodShowsReadinessRestartsAndPlace() {
    var row =
        row(
            "",
            "pods",
            "{"
                + META
                + ", spec: {nodeName: 'n1', containers: [{}, {}]}, status: {phase: 'Running',"
                + " podIP: '10.0.0.1', podIPs: [{ip: '10.0.0.1'}], containerStatuses: ["
                + "{ready: true, restartCount: 1, state: {running: {}},"
                + " lastState: {terminated: {finishedAt: '2026-01-01T11:59:55Z'}}},"
                + "{ready: false, restartCount: 0, state: {running: {}}}]}}");

    assertThat(row).isEqualTo("x|1/2|Running|1 (5s ago)|2m5s|10.0.0.1|n1|<none>|<none>");
  }

  @Test
  void podsAreCalledByWhatHoldsThemUp() {
    assertThat(podStatus("status: {phase: 'Pending'}")).isEqualTo("Pending");
    assertThat(
            podStatus(
                "status: {phase: 'Running', containerStatuses: [{state: {waiting: {reason:"
                    + " 'CrashLoopBackOff'}}}]}"))
        .isEqualTo("CrashLoopBackOff");
    assertThat(
            podStatus(
                "spec: {initContainers: [{name: 'a'}]}, status: {phase: 'Pending',"
                    + " initContainerStatuses: [{name: 'a', state: {running: {}}}]}"))
        .isEqualTo("Init:0/1");
    assertThat(
            podStatus(
                "spec: {initContainers: [{name: 'a'}]}, status: {phase: 'Failed',"
                    + " initContainerStatuses: [{name: 'a', state: {terminated: {exitCode: 3}}}]}"))
        .isEqualTo("Init:ExitCode:3");
    assertThat(
            podStatus(
                "status: {phase: 'Succeeded', containerStatuses: [{state: {terminated: {exitCode:"
                    + " 0, reason: 'Completed'}}}]}"))
        .isEqualTo("Completed");
    assertThat(podStatus("status: {phase: 'Failed', reason: 'Evicted'}")).isEqualTo("Evicted");
    assertThat(podStatus("metadata: {deletionTimestamp: 'x'}, status: {phase: 'Running'}"))
        .isEqualTo("Terminating");
  }

  @Test
  void workloadsShowWhatIsReady() {
    var template =
        "template: {spec: {containers: [{name: 'a', image: 'i:1'}, {name: 'b', image: 'j:2'}]}}";

    assertThat(
            row(
                "apps",
                "deployments",
                "{"
                    + META
                    + ", spec: {replicas: 3, selector: {matchLabels: {b: '2', a: '1'}}, "
                    + template
                    + "}, status: {readyReplicas: 2, updatedReplicas: 3, availableReplicas: 1}}"))
        .isEqualTo("x|2/3|3|1|2m5s|a,b|i:1,j:2|a=1,b=2");
    assertThat(
            row(
                "batch",
                "jobs",
                "{"
                    + META
                    + ", spec: {completions: 2, "
                    + template
                    + "}, status: {succeeded: 2,"
                    + " startTime: '2026-01-01T11:58:00Z', completionTime: '2026-01-01T11:58:30Z',"
                    + " conditions: [{type: 'Complete', status: 'True'}]}}"))
        .isEqualTo("x|Complete|2/2|30s|2m5s|a,b|i:1,j:2|<none>");
    assertThat(
            row(
                "batch",
                "cronjobs",
                "{" + META + ", spec: {schedule: '* * * * *', suspend: false}, status: {}}"))
        .isEqualTo("x|* * * * *|<none>|False|0|<none>|2m5s|||<none>");
  }

  @Test
  void servicesAndIngressesShowTheirAddresses() {
    assertThat(
            row(
                "",
                "services",
                "{"
                    + META
                    + ", spec: {type: 'LoadBalancer', clusterIP: '10.96.0.7', clusterIPs:"
                    + " ['10.96.0.7'], ports: [{port: 80, nodePort: 30080, protocol: 'TCP'}], selector:"
                    + " {app: 'a'}}, status: {loadBalancer: {}}}"))
        .isEqualTo("x|LoadBalancer|10.96.0.7|<pending>|80:30080/TCP|2m5s|app=a");
    assertThat(
            row(
                "networking.k8s.io",
                "ingresses",
                "{"
                    + META
                    + ", spec: {ingressClassName: 'p', tls: [{}], rules: [{host: 'a'}, {host:"
                    + " 'b'}, {host: 'c'}, {host: 'd'}]}, status: {loadBalancer: {ingress: [{ip:"
                    + " '127.0.0.1'}]}}}"))
        .isEqualTo("x|p|a,b,c + 1 more...|127.0.0.1|80, 443|2m5s");
  }

  @Test
  void eventsShowWhatHappenedToWhom() {
    var event =
        "{"
            + META
            + ", type: 'Warning', reason: 'BackOff', message: 'no ', count: 3, involvedObject:"
            + " {kind: 'Pod', name: 'p', fieldPath: 'spec'}, source: {component: 'kubelet', host: 'n'},"
            + " firstTimestamp: '2026-01-01T11:00:00Z', lastTimestamp: '2026-01-01T11:59:00Z', apiVersion: 'v1'}";

    assertThat(row("", "events", event))
        .isEqualTo("60s|Warning|BackOff|pod/p|spec|kubelet, n|no|60m|3|x");
  }

  @Test
  void customKindsShowTheColumnsOfTheirCrd() {
    catalog.register(Crds.widgets());

    var table =
        table(
            "example.dev",
            "widgets",
            "{"
                + META
                + ", spec: {size: 3}, status: {since: '2026-01-01T10:00:00Z', conditions:"
                + " [{type: 'Other', status: 'False'}, {type: 'Ready', status: 'True'}]}}");

    assertThat(table.path("columnDefinitions").findValuesAsText("name"))
        .containsExactly("Name", "Size", "Ready", "Since");
    assertThat(words(table)).isEqualTo("x|3|True|120m");
    assertThat(row("example.dev", "widgets", "{" + META + "}")).isEqualTo("x|null|null|null");
  }

  @Test
  void rowsCarryAsMuchOfTheObjectAsAsked() {
    var type = catalog.find("", "configmaps").orElseThrow();
    var object = List.of(Json.object("{" + META + ", data: {a: 'b'}}"));

    var partial = tables.table(type, object, IncludeObject.METADATA, Json.object("{}"), true);
    var full = tables.table(type, object, IncludeObject.OBJECT, Json.object("{}"), false);
    var none = tables.table(type, object, IncludeObject.NONE, Json.object("{}"), true);

    assertThat(partial.path("rows").get(0).path("object").path("kind").asText())
        .isEqualTo("PartialObjectMetadata");
    assertThat(partial.path("rows").get(0).path("object").has("data")).isFalse();
    assertThat(full.path("rows").get(0).path("object").has("data")).isTrue();
    assertThat(full.path("columnDefinitions").isNull()).isTrue();
    assertThat(none.path("rows").get(0).path("object").isNull()).isTrue();
  }

  private String podStatus(String rest) {
    return row("", "pods", "{" + rest + "}").split("\\|")[2];
  }

  private String row(String group, String plural, String object) {
    return words(table(group, plural, object));
  }

  private static String words(JsonNode table) {
    return table
        .path("rows")
        .get(0)
        .path("cells")
        .valueStream()
        .map(JsonNode::asText)
        .collect(Collectors.joining("|"));
  }

  private ObjectNode table(String group, String plural, String object) {
    var type = catalog.find(group, plural).orElseThrow();
    return tables.table(
        type, List.of(Json.object(object)), IncludeObject.METADATA, Json.object("{}"), true);
  }
}
