package io.openluffy.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

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

  private static RealKubectl kubectl() {
    return Objects.requireNonNull(started);
  }

  private static String run(String input, String... arguments) throws Exception {
    return kubectl().run(input, arguments);
  }

  @Test
  @Order(1)
  void applyDiffAndApplyAgain() throws Exception {
    assertThat(run(WEB, "apply", "-f", "-")).contains("deployment.apps/web created");
    assertThat(run(WEB, "apply", "-f", "-")).contains("unchanged");
    assertThat(run(WEB, "diff", "-f", "-")).isEmpty();
    var changed = kubectl().ask(WEB.replace("web:1", "web:2"), "diff", "-f", "-");
    assertThat(changed.code()).isEqualTo(1);
    assertThat(changed.text()).contains("+      - image: example.org/web:2");
  }

  @Test
  @Order(2)
  void aRolloutEndsAndIsUndone() throws Exception {
    assertThat(run("", "rollout", "status", "deploy/web", "--timeout=50s"))
        .contains("successfully rolled out");
    run("", "set", "image", "deploy/web", "web=example.org/web:2");
    run("", "rollout", "status", "deploy/web", "--timeout=50s");
    run("", "rollout", "undo", "deploy/web");
    run("", "rollout", "status", "deploy/web", "--timeout=50s");
    assertThat(run("", "get", "deploy", "web", "-o", "jsonpath={..image}"))
        .isEqualTo("example.org/web:1");
    assertThat(run("", "get", "pods", "-l", "app=web")).contains("Running");
  }

  @Test
  @Order(3)
  void serverSideApplyReportsConflicts() throws Exception {
    var conflict =
        kubectl()
            .ask(
                WEB.replace("replicas: 2", "replicas: 3"),
                "apply",
                "--server-side",
                "--field-manager=other",
                "-f",
                "-");
    assertThat(conflict.code()).isNotZero();
    assertThat(conflict.text()).contains("conflict").contains(".spec.replicas");
    assertThat(
            run(
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
    run("", "scale", "deploy/web", "--replicas=1");
    run("", "patch", "deploy/web", "-p", "{\"spec\":{\"paused\":false}}");
    run("", "label", "deploy/web", "tier=front");
    run("", "annotate", "deploy/web", "note=x");
    run("", "wait", "--for=condition=Available", "deploy/web", "--timeout=50s");
    assertThat(run("", "get", "deploy", "-l", "tier=front")).contains("web");
  }

  @Test
  @Order(5)
  void anUnknownFieldIsRefused() throws Exception {
    var refused = kubectl().ask(WEB.replace("replicas", "replcias"), "apply", "-f", "-");
    assertThat(refused.code()).isNotZero();
    assertThat(refused.text()).contains("unknown field \"spec.replcias\"");
  }

  @Test
  @Order(5)
  void aListIsAppliedItemByItem() throws Exception {
    var map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {k: v}}";
    var list = "apiVersion: v1\nkind: List\nitems:\n- " + map + "\n- " + map + "\n";

    assertThat(run(list.formatted("one", "two"), "apply", "-f", "-"))
        .contains("configmap/one created", "configmap/two created");
    assertThat(
            kubectl()
                .refuse(
                    list.formatted("one", "two").replace(", data:", ", dta:"), "apply", "-f", "-"))
        .contains("unknown field \"dta\"");
    assertThat(
            kubectl()
                .refuse(
                    "apiVersion: no.org/v1\nkind: Thing\nmetadata: {name: x}\n",
                    "apply",
                    "-f",
                    "-"))
        .contains("no matches for kind \"Thing\" in version \"no.org/v1\"");
  }

  @Test
  @Order(6)
  void explainKnowsTheFields() throws Exception {
    assertThat(run("", "explain", "deployment.spec.replicas"))
        .contains("FIELD: replicas <integer>");
  }

  @Test
  @Order(7)
  void deletingANamespaceTakesEverythingAlong() throws Exception {
    run("apiVersion: v1\nkind: Namespace\nmetadata: {name: gone}\n", "create", "-f", "-");
    run(WEB, "-n", "gone", "apply", "-f", "-");
    run("", "delete", "namespace", "gone", "--timeout=50s");
    assertThat(run("", "get", "all", "-n", "gone")).contains("No resources found");
    run("", "delete", "deploy", "web");
  }
}
