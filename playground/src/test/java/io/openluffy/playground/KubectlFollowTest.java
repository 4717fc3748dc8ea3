package io.openluffy.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kubectl commands that stay: watches, logs, waiting, the editor. */
class KubectlFollowTest {
  @RegisterExtension final RealKubectl kubectl = RealKubectl.kubectl();

  @Test
  void aWatchShowsWhatHappensAndEndsWithTheServer() throws Exception {
    try (var watch = kubectl.follow("get", "pods", "-w")) {
      kubectl.run("create", "deployment", "web", "--image=example.org/web:1");

      assertThat(watch.until("1/1")).startsWith("web-").contains("Running");
      kubectl.run("delete", "deployment", "web");
      watch.until("Terminating");
      kubectl.playground().close();
      assertThat(watch.ends()).isTrue();
    }
  }

  @Test
  void logsAreFollowed() throws Exception {
    kubectl.run("create", "deployment", "web", "--image=example.org/web:1", "--replicas=2");
    kubectl.run("rollout", "status", "deploy/web", "--timeout=50s");

    assertThat(kubectl.run("logs", "-l", "app=web", "--prefix", "--tail=1").lines()).hasSize(2);
    try (var logs = kubectl.follow("logs", "-f", "deploy/web")) {
      logs.until("starting web from example.org/web:1");
      kubectl.run("delete", "deployment", "web");
      assertThat(logs.ends()).isTrue();
    }
  }

  @Test
  void waitingEndsWhenTheLastFinalizerGoes() throws Exception {
    kubectl.run("create", "configmap", "held");
    kubectl.run(
        "patch", "configmap", "held", "-p", "{\"metadata\":{\"finalizers\":[\"example.org/x\"]}}");
    kubectl.run("delete", "configmap", "held", "--wait=false");

    try (var waiting = kubectl.follow("wait", "--for=delete", "configmap/held", "--timeout=50s")) {
      kubectl.run(
          "patch",
          "configmap",
          "held",
          "--type=merge",
          "-p",
          "{\"metadata\":{\"finalizers\":null}}");
      assertThat(waiting.ends()).isTrue();
    }
    assertThat(kubectl.refuse("get", "configmap", "held")).contains("not found");
  }

  @Test
  void theEditorsChangeIsPatched() throws Exception {
    kubectl.run("create", "configmap", "text", "--from-literal=a=before");
    var editor =
        Files.writeString(
            kubectl.home().resolve("editor"), "#!/bin/sh\nsed -i s/before/after/ \"$1\"\n");
    assertThat(editor.toFile().setExecutable(true)).isTrue();

    kubectl.with("KUBE_EDITOR", editor.toString());
    assertThat(kubectl.run("edit", "configmap", "text")).contains("configmap/text edited");
    assertThat(kubectl.run("get", "configmap", "text", "-o", "jsonpath={.data.a}"))
        .isEqualTo("after");
  }
}
