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

/** kubectl's typed commands, which speak protobuf. */
class KubectlCreateTest {
  private static final String IMAGE = "--image=example.org/web:1";

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

  private static String refuse(String... arguments) throws Exception {
    return Objects.requireNonNull(started).refuse("", arguments);
  }

  @Test
  void aDeploymentIsMadeExposedAndScaledByBounds() throws Exception {
    run("create", "namespace", "one");
    run("-n", "one", "create", "deployment", "web", IMAGE, "--replicas=2", "--port=80");
    run("-n", "one", "expose", "deployment", "web", "--port=80", "--target-port=8080");
    run("-n", "one", "autoscale", "deployment", "web", "--min=3", "--max=5", "--cpu=50%");

    run("-n", "one", "wait", "--for=jsonpath={.status.readyReplicas}=3", "deploy/web");
    assertThat(run("-n", "one", "get", "service", "web", "-o", "jsonpath={.spec.ports}"))
        .isEqualTo("[{\"port\":80,\"protocol\":\"TCP\",\"targetPort\":8080}]");
    assertThat(run("-n", "one", "get", "hpa", "web", "-o", "jsonpath={.spec.metrics[0].resource}"))
        .isEqualTo(
            "{\"name\":\"cpu\",\"target\":{\"averageUtilization\":50,\"type\":\"Utilization\"}}");
  }

  @Test
  void dataComesBackAsItWasSent() throws Exception {
    run("create", "configmap", "words", "--from-literal=a=grüße", "--from-literal=b=");
    run("create", "secret", "generic", "quiet", "--from-literal=key=geheim");

    assertThat(run("get", "configmap", "words", "-o", "jsonpath={.data}"))
        .isEqualTo("{\"a\":\"grüße\",\"b\":\"\"}");
    assertThat(run("get", "secret", "quiet", "-o", "jsonpath={.data.key} {.type}"))
        .isEqualTo("Z2VoZWlt Opaque");
  }

  @Test
  void jobsRunFromAnImageAndFromACronJob() throws Exception {
    run("create", "job", "once", IMAGE, "--", "date");
    run("create", "cronjob", "daily", IMAGE, "--schedule=0 3 * * *", "--", "date");
    run("create", "job", "now", "--from=cronjob/daily");

    run("wait", "--for=condition=complete", "job/once", "job/now", "--timeout=50s");
    assertThat(run("get", "cronjob", "daily", "-o", "jsonpath={.spec.schedule}"))
        .isEqualTo("0 3 * * *");
  }

  @Test
  void aPodIsRunWithItsService() throws Exception {
    run("run", "solo", IMAGE, "--env=A=b", "--labels=tier=x", "--port=80", "--expose");

    run("wait", "--for=condition=Ready", "pod/solo", "--timeout=50s");
    assertThat(run("get", "pod", "solo", "-o", "jsonpath={.spec.containers[0].env}"))
        .isEqualTo("[{\"name\":\"A\",\"value\":\"b\"}]");
    assertThat(run("get", "service", "solo", "-o", "jsonpath={.spec.selector}"))
        .isEqualTo("{\"tier\":\"x\"}");
  }

  @Test
  void theOtherKindsAreMadeToo() throws Exception {
    run("create", "role", "reader", "--verb=get,list", "--resource=pods");
    run("create", "rolebinding", "readers", "--role=reader", "--serviceaccount=default:default");
    run("create", "clusterrole", "all", "--verb=get", "--resource=nodes");
    run("create", "clusterrolebinding", "alls", "--clusterrole=all", "--user=u");
    run("create", "serviceaccount", "robot");
    run("create", "quota", "few", "--hard=pods=10");
    run("create", "poddisruptionbudget", "keep", "--selector=app=x", "--min-available=50%");
    run("create", "priorityclass", "high", "--value=100");
    run("create", "ingress", "door", "--rule=a.localhost/=web:80");
    run("create", "service", "clusterip", "plain", "--tcp=80:8080");

    assertThat(run("get", "pdb", "keep", "-o", "jsonpath={.spec.minAvailable}")).isEqualTo("50%");
    assertThat(run("get", "role", "reader", "-o", "jsonpath={.rules[0].verbs}"))
        .isEqualTo("[\"get\",\"list\"]");
  }

  @Test
  void whoIAmAndWhatIMayIsAnswered() throws Exception {
    assertThat(run("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}"))
        .isEqualTo("ann");
    assertThat(run("auth", "can-i", "delete", "pods")).contains("yes");
    assertThat(run("auth", "can-i", "--list")).contains("*.*");
    assertThat(refuse("auth", "can-i", "get", "pods", "--as=bob")).contains("impersonation");
  }

  @Test
  void whatIsNotThereIsRefusedInClearWords() throws Exception {
    assertThat(refuse("create", "token", "default"))
        .contains("The playground does not do 'serviceaccounts/token'");
    run("run", "target", IMAGE);
    run("wait", "--for=condition=Ready", "pod/target", "--timeout=50s");
    for (var command :
        new String[] {"exec target -- ls", "attach target", "port-forward target 1:1"}) {
      assertThat(refuse(command.split(" "))).contains("The playground does not do 'pods/");
    }
    assertThat(refuse("top", "pods")).contains("Metrics API not available");
  }
}
