package io.openluffy.playground;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The real kubectl against the playground; skipped where there is none. */
@TestMethodOrder(OrderAnnotation.class)
class KubectlTest {
  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: example.org/web:1}]}
      """;

  @RegisterExtension static final RealKubectl kubectl = RealKubectl.kubectl();

  @Test
  @Order(1)
  void applyDiffAndApplyAgain() throws Exception {
    assertThat(kubectl.give(WEB, "apply", "-f", "-")).contains("deployment.apps/web created");
    assertThat(kubectl.give(WEB, "apply", "-f", "-")).contains("unchanged");
    assertThat(kubectl.give(WEB, "diff", "-f", "-")).isEmpty();
    var changed = kubectl.ask(WEB.replace("web:1", "web:2"), "diff", "-f", "-");
    assertThat(changed.code()).isEqualTo(1);
    assertThat(changed.text()).contains("+      - image: example.org/web:2");
  }

  @Test
  @Order(2)
  void aRolloutEndsAndIsUndone() throws Exception {
    assertThat(kubectl.run("rollout", "status", "deploy/web", "--timeout=50s"))
        .contains("successfully rolled out");
    kubectl.run("set", "image", "deploy/web", "web=example.org/web:2");
    kubectl.run("rollout", "status", "deploy/web", "--timeout=50s");
    kubectl.run("rollout", "undo", "deploy/web");
    kubectl.run("rollout", "status", "deploy/web", "--timeout=50s");
    assertThat(kubectl.run("get", "deploy", "web", "-o", "jsonpath={..image}"))
        .isEqualTo("example.org/web:1");
    assertThat(kubectl.run("get", "pods", "-l", "app=web")).contains("Running");
  }

  @Test
  @Order(3)
  void serverSideApplyReportsConflicts() throws Exception {
    var conflict =
        kubectl.ask(
            WEB.replace("replicas: 2", "replicas: 3"),
            "apply",
            "--server-side",
            "--field-manager=other",
            "-f",
            "-");
    assertThat(conflict.code()).isNotZero();
    assertThat(conflict.text()).contains("conflict").contains(".spec.replicas");
    assertThat(
            kubectl.give(
                WEB.replace("replicas: 2", "replicas: 3"),
                "apply",
                "--server-side",
                "--field-manager=other",
                "--force-conflicts",
                "-f",
                "-"))
        .contains("serverside-applied");
  }

  @Test
  @Order(4)
  void scalePatchLabelAndWait() throws Exception {
    kubectl.run("scale", "deploy/web", "--replicas=1");
    kubectl.run("patch", "deploy/web", "-p", "{\"spec\":{\"paused\":false}}");
    kubectl.run("label", "deploy/web", "tier=front");
    kubectl.run("annotate", "deploy/web", "note=x");
    kubectl.run("wait", "--for=condition=Available", "deploy/web", "--timeout=50s");
    assertThat(kubectl.run("get", "deploy", "-l", "tier=front")).contains("web");
  }

  @Test
  @Order(5)
  void anUnknownFieldIsRefused() throws Exception {
    var refused = kubectl.ask(WEB.replace("replicas", "replcias"), "apply", "-f", "-");
    assertThat(refused.code()).isNotZero();
    assertThat(refused.text()).contains("unknown field \"spec.replcias\"");
  }

  @Test
  @Order(5)
  void aListIsAppliedItemByItem() throws Exception {
    var map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {k: v}}";
    var list = "apiVersion: v1\nkind: List\nitems:\n- " + map + "\n- " + map + "\n";

    assertThat(kubectl.give(list.formatted("one", "two"), "apply", "-f", "-"))
        .contains("configmap/one created", "configmap/two created");
    assertThat(
            kubectl.refuseGiven(
                list.formatted("one", "two").replace(", data:", ", dta:"), "apply", "-f", "-"))
        .contains("unknown field \"dta\"");
    assertThat(
            kubectl.refuseGiven(
                "apiVersion: no.org/v1\nkind: Thing\nmetadata: {name: x}\n", "apply", "-f", "-"))
        .contains("no matches for kind \"Thing\" in version \"no.org/v1\"");
  }

  @Test
  @Order(6)
  void explainKnowsTheFields() throws Exception {
    assertThat(kubectl.run("explain", "deployment.spec.replicas"))
        .contains("FIELD: replicas <integer>");
  }

  @Test
  @Order(7)
  void deletingANamespaceTakesEverythingAlong() throws Exception {
    kubectl.give("apiVersion: v1\nkind: Namespace\nmetadata: {name: gone}\n", "create", "-f", "-");
    kubectl.give(WEB, "-n", "gone", "apply", "-f", "-");
    kubectl.run("delete", "namespace", "gone", "--timeout=50s");
    assertThat(kubectl.run("get", "all", "-n", "gone")).contains("No resources found");
    kubectl.run("delete", "deploy", "web");
  }
}
