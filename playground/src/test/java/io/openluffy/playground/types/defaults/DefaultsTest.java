package io.openluffy.playground.types.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Crds;
import io.openluffy.playground.types.Json;
import io.openluffy.playground.types.TypeCatalog;
import org.junit.jupiter.api.Test;

class DefaultsTest {
  private final TypeCatalog catalog = TypeCatalog.builtIn();

  @Test
  void deploymentIsFilledInAsARealServerDoes() {
    var deployment =
        defaulted(
            "apps",
            "deployments",
            "{spec: {selector: {matchLabels: {app: 'a'}}, template: {metadata: {labels: {app: 'a'}},"
                + " spec: {containers: [{name: 'a', image: 'nginx', ports: [{containerPort: 80}],"
                + " readinessProbe: {httpGet: {port: 80}}}]}}}}");

    assertThat(deployment)
        .isEqualTo(
            Json.object(
                """
                {spec: {
                  progressDeadlineSeconds: 600, replicas: 1, revisionHistoryLimit: 10,
                  selector: {matchLabels: {app: 'a'}},
                  strategy: {rollingUpdate: {maxSurge: '25%', maxUnavailable: '25%'}, type: 'RollingUpdate'},
                  template: {
                    metadata: {labels: {app: 'a'}},
                    spec: {
                      containers: [{
                        image: 'nginx', imagePullPolicy: 'Always', name: 'a',
                        ports: [{containerPort: 80, protocol: 'TCP'}],
                        readinessProbe: {
                          failureThreshold: 3, httpGet: {path: '/', port: 80, scheme: 'HTTP'},
                          periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1},
                        resources: {},
                        terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File'}],
                      dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler',
                      securityContext: {}, terminationGracePeriodSeconds: 30}}}}
                """));
  }

  @Test
  void imagesArePulledAlwaysOnlyWhenTheirTagMoves() {
    assertThat(ContainerDefaults.pullPolicy("nginx")).isEqualTo("Always");
    assertThat(ContainerDefaults.pullPolicy("nginx:latest")).isEqualTo("Always");
    assertThat(ContainerDefaults.pullPolicy("nginx:1.27")).isEqualTo("IfNotPresent");
    assertThat(ContainerDefaults.pullPolicy("localhost:5000/nginx")).isEqualTo("Always");
    assertThat(ContainerDefaults.pullPolicy("localhost:5000/nginx:1")).isEqualTo("IfNotPresent");
    assertThat(ContainerDefaults.pullPolicy("nginx@sha256:abc")).isEqualTo("IfNotPresent");
  }

  @Test
  void servicesLeadToTheirOwnPort() {
    var spec =
        defaulted("", "services", "{spec: {ports: [{port: 80}], type: 'NodePort'}}").path("spec");

    assertThat(spec)
        .isEqualTo(
            Json.object(
                "{ports: [{port: 80, protocol: 'TCP', targetPort: 80}], type: 'NodePort',"
                    + " sessionAffinity: 'None', externalTrafficPolicy: 'Cluster',"
                    + " internalTrafficPolicy: 'Cluster'}"));
  }

  @Test
  void secretsInClearAreEncoded() {
    var secret = defaulted("", "secrets", "{data: {a: 'QQ=='}, stringData: {b: 'geheim'}}");

    assertThat(secret).isEqualTo(Json.object("{data: {a: 'QQ==', b: 'Z2VoZWlt'}, type: 'Opaque'}"));
  }

  @Test
  void jobsRunOnce() {
    var spec =
        defaulted("batch", "jobs", "{metadata: {}, spec: {template: {spec: {}}}}").path("spec");

    assertThat(spec.path("completions").asInt()).isEqualTo(1);
    assertThat(spec.path("parallelism").asInt()).isEqualTo(1);
    assertThat(spec.path("backoffLimit").asInt()).isEqualTo(6);
    assertThat(spec.path("podReplacementPolicy").asText()).isEqualTo("TerminatingOrFailed");
  }

  @Test
  void namespacesCarryTheirNameAsALabel() {
    var namespace = defaulted("", "namespaces", "{metadata: {name: 'dev'}}");

    assertThat(
            namespace.path("metadata").path("labels").path("kubernetes.io/metadata.name").asText())
        .isEqualTo("dev");
  }

  @Test
  void customKindsGetTheDefaultsOfTheirSchema() {
    catalog.register(Crds.widgets());

    var widget =
        defaulted("example.dev", "widgets", "{spec: {size: 1, color: null, parts: [{id: 'a'}]}}");

    assertThat(widget.path("spec"))
        .isEqualTo(
            Json.object("{size: 1, color: 'red', replicas: 1, parts: [{id: 'a', weight: 1.5}]}"));
  }

  @Test
  void doingItTwiceChangesNothingMore() {
    for (var type : catalog.all()) {
      var object = Json.object("{metadata: {name: 'x'}}");
      Defaults.apply(type, object);
      var once = object.deepCopy();

      Defaults.apply(type, object);

      assertThat(object).as(type.kind()).isEqualTo(once);
    }
  }

  private ObjectNode defaulted(String group, String plural, String text) {
    var object = Json.object(text);
    Defaults.apply(catalog.find(group, plural).orElseThrow(), object);
    return object;
  }
}
