package io.openluffy.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kubectl does with stateful sets, daemon sets, nodes and budgets. */
class KubectlWorkloadsTest {
  private static final String DATABASE =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        replicas: 2
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec:
            containers:
            - {name: db, image: example.org/db:1, volumeMounts: [{name: data, mountPath: /data}]}
        volumeClaimTemplates:
        - metadata: {name: data}
          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """;
  private static final String AGENT =
      """
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec: {containers: [{name: agent, image: 'example.org/agent:1'}]}
      """;

  @TempDir static Path home;
  private static @Nullable RealKubectl started;

  @BeforeAll
  static void start() throws IOException {
    started = RealKubectl.start(home);
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  private static String run(String... arguments) throws Exception {
    return Objects.requireNonNull(started).run("", arguments);
  }

  private static String give(String input, String... arguments) throws Exception {
    return Objects.requireNonNull(started).run(input, arguments);
  }

  private static void rolledOut(String what) throws Exception {
    run("rollout", "status", what, "--timeout=50s");
  }

  @Test
  void aStatefulSetGetsItsClaimsAndGoesBack() throws Exception {
    give(DATABASE, "apply", "-f", "-");
    rolledOut("statefulset/db");
    assertThat(run("get", "pvc", "-o", "name")).contains("data-db-0", "data-db-1");

    run("set", "image", "statefulset/db", "db=example.org/db:2");
    rolledOut("statefulset/db");
    assertThat(run("rollout", "history", "statefulset/db")).contains("1 ").contains("2 ");
    run("rollout", "undo", "statefulset/db");
    rolledOut("statefulset/db");
    assertThat(run("get", "sts", "db", "-o", "jsonpath={..image}")).isEqualTo("example.org/db:1");
  }

  @Test
  void aDaemonSetKnowsItsHistory() throws Exception {
    give(AGENT, "apply", "-f", "-");
    rolledOut("daemonset/agent");
    run("set", "image", "daemonset/agent", "agent=example.org/agent:2");
    run("annotate", "daemonset/agent", "kubernetes.io/change-cause=second");
    rolledOut("daemonset/agent");

    assertThat(run("rollout", "history", "daemonset/agent", "--revision=1"))
        .contains("example.org/agent:1");
    run("rollout", "undo", "daemonset/agent", "--to-revision=1");
    rolledOut("daemonset/agent");
    assertThat(run("get", "ds", "agent", "-o", "jsonpath={..image}"))
        .isEqualTo("example.org/agent:1");
    assertThat(run("rollout", "history", "daemonset/agent")).contains("3 ").doesNotContain("1 ");
  }

  @Test
  void drainingWaitsForTheBudget() throws Exception {
    run("create", "deployment", "guarded", "--image=example.org/web:1", "--replicas=2");
    run("create", "pdb", "guarded", "--selector=app=guarded", "--min-available=2");
    rolledOut("deploy/guarded");
    run("wait", "--for=jsonpath={.status.currentHealthy}=2", "pdb/guarded", "--timeout=50s");

    var drain =
        Objects.requireNonNull(started)
            .refuse("", "drain", "playground", "--pod-selector=app=guarded", "--timeout=3s");
    assertThat(drain).contains("Cannot evict pod as it would violate the pod's disruption budget");
    run("patch", "pdb", "guarded", "-p", "{\"spec\":{\"minAvailable\":0}}");
    run("drain", "playground", "--pod-selector=app=guarded", "--timeout=50s");
    assertThat(run("get", "pods", "-l", "app=guarded")).contains("Pending");
    run("uncordon", "playground");
    rolledOut("deploy/guarded");
  }

  @Test
  void theFirstGenerationStaysTheFirst() throws Exception {
    run("create", "deployment", "young", "--image=example.org/web:1");
    rolledOut("deploy/young");

    assertThat(run("get", "deploy", "young", "-o", "jsonpath={.metadata.generation}"))
        .isEqualTo("1");
    assertThat(run("get", "pod", "-l", "app=young", "-o", "jsonpath={..metadata.generation}"))
        .isEqualTo("1");
  }
}
