package io.openluffy.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kubectl commands that stay: watches, logs, waiting, the editor. */
class KubectlFollowTest {
  @TempDir Path home;
  private @Nullable RealKubectl started;

  @BeforeEach
  void start() throws IOException {
    started = RealKubectl.start(home);
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  private RealKubectl kubectl() {
    return Objects.requireNonNull(started);
  }

  private String run(String... arguments) throws Exception {
    return kubectl().run("", arguments);
  }

  @Test
  void aWatchShowsWhatHappensAndEndsWithTheServer() throws Exception {
    try (var watch = kubectl().follow("get", "pods", "-w")) {
      run("create", "deployment", "web", "--image=example.org/web:1");

      assertThat(watch.until("1/1")).startsWith("web-").contains("Running");
      run("delete", "deployment", "web");
      watch.until("Terminating");
      kubectl().playground().close();
      assertThat(watch.ends()).isTrue();
    }
  }

  @Test
  void logsAreFollowed() throws Exception {
    run("create", "deployment", "web", "--image=example.org/web:1", "--replicas=2");
    run("rollout", "status", "deploy/web", "--timeout=50s");

    assertThat(run("logs", "-l", "app=web", "--prefix", "--tail=1").lines()).hasSize(2);
    try (var logs = kubectl().follow("logs", "-f", "deploy/web")) {
      logs.until("starting web from example.org/web:1");
      run("delete", "deployment", "web");
      assertThat(logs.ends()).isTrue();
    }
  }

  @Test
  void waitingEndsWhenTheLastFinalizerGoes() throws Exception {
    run("create", "configmap", "held");
    run("patch", "configmap", "held", "-p", "{\"metadata\":{\"finalizers\":[\"example.org/x\"]}}");
    run("delete", "configmap", "held", "--wait=false");

    try (var waiting =
        kubectl().follow("wait", "--for=delete", "configmap/held", "--timeout=50s")) {
      run(
          "patch",
          "configmap",
          "held",
          "--type=merge",
          "-p",
          "{\"metadata\":{\"finalizers\":null}}");
      assertThat(waiting.ends()).isTrue();
    }
    assertThat(kubectl().refuse("", "get", "configmap", "held")).contains("not found");
  }

  @Test
  void theEditorsChangeIsPatched() throws Exception {
    run("create", "configmap", "text", "--from-literal=a=before");
    var editor =
        Files.writeString(home.resolve("editor"), "#!/bin/sh\nsed -i s/before/after/ \"$1\"\n");
    assertThat(editor.toFile().setExecutable(true)).isTrue();

    kubectl().with("KUBE_EDITOR", editor.toString());
    assertThat(run("edit", "configmap", "text")).contains("configmap/text edited");
    assertThat(run("get", "configmap", "text", "-o", "jsonpath={.data.a}")).isEqualTo("after");
  }
}
