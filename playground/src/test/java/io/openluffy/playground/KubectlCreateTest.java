package io.openluffy.playground;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kubectl's typed commands, which speak protobuf. */
class KubectlCreateTest {
  private static final String IMAGE = "--image=example.org/web:1";

  @RegisterExtension static final RealKubectl kubectl = RealKubectl.kubectl();

  @Test
  void aDeploymentIsMadeExposedAndScaledByBounds() throws Exception {
    kubectl.run("create", "namespace", "one");
    kubectl.run("-n", "one", "create", "deployment", "web", IMAGE, "--replicas=2", "--port=80");
    kubectl.run("-n", "one", "expose", "deployment", "web", "--port=80", "--target-port=8080");
    kubectl.run("-n", "one", "autoscale", "deployment", "web", "--min=3", "--max=5", "--cpu=50%");

    kubectl.run("-n", "one", "wait", "--for=jsonpath={.status.readyReplicas}=3", "deploy/web");
    assertThat(kubectl.run("-n", "one", "get", "service", "web", "-o", "jsonpath={.spec.ports}"))
        .isEqualTo("[{\"port\":80,\"protocol\":\"TCP\",\"targetPort\":8080}]");
    assertThat(
            kubectl.run(
                "-n", "one", "get", "hpa", "web", "-o", "jsonpath={.spec.metrics[0].resource}"))
        .isEqualTo(
            "{\"name\":\"cpu\",\"target\":{\"averageUtilization\":50,\"type\":\"Utilization\"}}");
  }

  @Test
  void dataComesBackAsItWasSent() throws Exception {
    kubectl.run("create", "configmap", "words", "--from-literal=a=grüße", "--from-literal=b=");
    kubectl.run("create", "secret", "generic", "quiet", "--from-literal=key=geheim");

    assertThat(kubectl.run("get", "configmap", "words", "-o", "jsonpath={.data}"))
        .isEqualTo("{\"a\":\"grüße\",\"b\":\"\"}");
    assertThat(kubectl.run("get", "secret", "quiet", "-o", "jsonpath={.data.key} {.type}"))
        .isEqualTo("Z2VoZWlt Opaque");
  }

  @Test
  void jobsRunFromAnImageAndFromACronJob() throws Exception {
    kubectl.run("create", "job", "once", IMAGE, "--", "date");
    kubectl.run("create", "cronjob", "daily", IMAGE, "--schedule=0 3 * * *", "--", "date");
    kubectl.run("create", "job", "now", "--from=cronjob/daily");

    kubectl.run("wait", "--for=condition=complete", "job/once", "job/now", "--timeout=50s");
    assertThat(kubectl.run("get", "cronjob", "daily", "-o", "jsonpath={.spec.schedule}"))
        .isEqualTo("0 3 * * *");
  }

  @Test
  void aPodIsRunWithItsService() throws Exception {
    kubectl.run("run", "solo", IMAGE, "--env=A=b", "--labels=tier=x", "--port=80", "--expose");

    kubectl.run("wait", "--for=condition=Ready", "pod/solo", "--timeout=50s");
    assertThat(kubectl.run("get", "pod", "solo", "-o", "jsonpath={.spec.containers[0].env}"))
        .isEqualTo("[{\"name\":\"A\",\"value\":\"b\"}]");
    assertThat(kubectl.run("get", "service", "solo", "-o", "jsonpath={.spec.selector}"))
        .isEqualTo("{\"tier\":\"x\"}");
  }

  @Test
  void theOtherKindsAreMadeToo() throws Exception {
    kubectl.run("create", "role", "reader", "--verb=get,list", "--resource=pods");
    kubectl.run(
        "create", "rolebinding", "readers", "--role=reader", "--serviceaccount=default:default");
    kubectl.run("create", "clusterrole", "all", "--verb=get", "--resource=nodes");
    kubectl.run("create", "clusterrolebinding", "alls", "--clusterrole=all", "--user=u");
    kubectl.run("create", "serviceaccount", "robot");
    kubectl.run("create", "quota", "few", "--hard=pods=10");
    kubectl.run("create", "poddisruptionbudget", "keep", "--selector=app=x", "--min-available=50%");
    kubectl.run("create", "priorityclass", "high", "--value=100");
    kubectl.run("create", "ingress", "door", "--rule=a.localhost/=web:80");
    kubectl.run("create", "service", "clusterip", "plain", "--tcp=80:8080");

    assertThat(kubectl.run("get", "pdb", "keep", "-o", "jsonpath={.spec.minAvailable}"))
        .isEqualTo("50%");
    assertThat(kubectl.run("get", "role", "reader", "-o", "jsonpath={.rules[0].verbs}"))
        .isEqualTo("[\"get\",\"list\"]");
  }

  @Test
  void whoIAmAndWhatIMayIsAnswered() throws Exception {
    assertThat(kubectl.run("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}"))
        .isEqualTo("ann");
    assertThat(kubectl.run("auth", "can-i", "delete", "pods")).contains("yes");
    assertThat(kubectl.run("auth", "can-i", "--list")).contains("*.*");
    assertThat(kubectl.refuse("auth", "can-i", "get", "pods", "--as=bob"))
        .contains("impersonation");
  }

  @Test
  void whatIsNotThereIsRefusedInClearWords() throws Exception {
    assertThat(kubectl.refuse("create", "token", "default"))
        .contains("The playground does not do 'serviceaccounts/token'");
    kubectl.run("run", "target", IMAGE);
    kubectl.run("wait", "--for=condition=Ready", "pod/target", "--timeout=50s");
    for (var command :
        new String[] {"exec target -- ls", "attach target", "port-forward target 1:1"}) {
      assertThat(kubectl.refuse(command.split(" "))).contains("The playground does not do 'pods/");
    }
    assertThat(kubectl.refuse("top", "pods")).contains("Metrics API not available");
  }
}
