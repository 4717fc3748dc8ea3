package io.openluffy.playground;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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

  @RegisterExtension static final RealKubectl kubectl = RealKubectl.kubectl();

  private static void rolledOut(String what) throws Exception {
    kubectl.run("rollout", "status", what, "--timeout=50s");
  }

  @Test
  void aStatefulSetGetsItsClaimsAndGoesBack() throws Exception {
    kubectl.give(DATABASE, "apply", "-f", "-");
    rolledOut("statefulset/db");
    assertThat(kubectl.run("get", "pvc", "-o", "name")).contains("data-db-0", "data-db-1");

    kubectl.run("set", "image", "statefulset/db", "db=example.org/db:2");
    rolledOut("statefulset/db");
    assertThat(kubectl.run("rollout", "history", "statefulset/db")).contains("1 ").contains("2 ");
    kubectl.run("rollout", "undo", "statefulset/db");
    rolledOut("statefulset/db");
    assertThat(kubectl.run("get", "sts", "db", "-o", "jsonpath={..image}"))
        .isEqualTo("example.org/db:1");
  }

  @Test
  void aDaemonSetKnowsItsHistory() throws Exception {
    kubectl.give(AGENT, "apply", "-f", "-");
    rolledOut("daemonset/agent");
    kubectl.run("set", "image", "daemonset/agent", "agent=example.org/agent:2");
    kubectl.run("annotate", "daemonset/agent", "kubernetes.io/change-cause=second");
    rolledOut("daemonset/agent");

    assertThat(kubectl.run("rollout", "history", "daemonset/agent", "--revision=1"))
        .contains("example.org/agent:1");
    kubectl.run("rollout", "undo", "daemonset/agent", "--to-revision=1");
    rolledOut("daemonset/agent");
    assertThat(kubectl.run("get", "ds", "agent", "-o", "jsonpath={..image}"))
        .isEqualTo("example.org/agent:1");
    assertThat(kubectl.run("rollout", "history", "daemonset/agent"))
        .contains("3 ")
        .doesNotContain("1 ");
  }

  @Test
  void drainingWaitsForTheBudget() throws Exception {
    kubectl.run("create", "deployment", "guarded", "--image=example.org/web:1", "--replicas=2");
    kubectl.run("create", "pdb", "guarded", "--selector=app=guarded", "--min-available=2");
    rolledOut("deploy/guarded");
    kubectl.run(
        "wait", "--for=jsonpath={.status.currentHealthy}=2", "pdb/guarded", "--timeout=50s");

    var drain = kubectl.refuse("drain", "playground", "--pod-selector=app=guarded", "--timeout=3s");
    assertThat(drain).contains("Cannot evict pod as it would violate the pod's disruption budget");
    kubectl.run("patch", "pdb", "guarded", "-p", "{\"spec\":{\"minAvailable\":0}}");
    kubectl.run("drain", "playground", "--pod-selector=app=guarded", "--timeout=50s");
    assertThat(kubectl.run("get", "pods", "-l", "app=guarded")).contains("Pending");
    kubectl.run("uncordon", "playground");
    rolledOut("deploy/guarded");
  }

  @Test
  void theFirstGenerationStaysTheFirst() throws Exception {
    kubectl.run("create", "deployment", "young", "--image=example.org/web:1");
    rolledOut("deploy/young");

    assertThat(kubectl.run("get", "deploy", "young", "-o", "jsonpath={.metadata.generation}"))
        .isEqualTo("1");
    assertThat(
            kubectl.run("get", "pod", "-l", "app=young", "-o", "jsonpath={..metadata.generation}"))
        .isEqualTo("1");
  }
}
