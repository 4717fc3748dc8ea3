package io.openluffy.playground.controllers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.logs.LogRequest;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.pods.PodOutput;
import io.openluffy.playground.controllers.pods.SimulatedLogs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
  @TempDir Path home;
  private final PodOutput output = new PodOutput();
  private PlayedCluster cluster;

  @BeforeEach
  void start() {
    cluster = new PlayedCluster(home);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aContainerTellsThatItStartsAndWhatItServes() {
    create("");
    output.add(uid(), "web", cluster.now(), "\"GET /\" 200");

    assertThat(read(request(false, false, OptionalLong.empty())))
        .isEqualTo("starting web from nginx:1\nlistening on :8080\n\"GET /\" 200\n");
    assertThat(read(request(false, false, OptionalLong.of(1)))).isEqualTo("\"GET /\" 200\n");
  }

  @Test
  void theRunBeforeACrashIsKept() {
    create("crash");
    cluster.pass(Duration.ofSeconds(5));

    assertThat(read(request(false, true, OptionalLong.empty())))
        .endsWith("fatal: told to fail, exit code 1\n");
  }

  @Test
  void followingEndsWithThePod() throws InterruptedException {
    create("");
    var out = new ByteArrayOutputStream();
    var pod = pod();
    var reader =
        Thread.startVirtualThread(
            () -> write(pod, request(true, false, OptionalLong.empty()), out));
    output.add(uid(), "web", cluster.now(), "\"GET /x\" 404");

    cluster.delete(Kinds.PODS, "web");
    cluster.settle();

    assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
    assertThat(out.toString(UTF_8)).contains("listening on :8080\n\"GET /x\" 404\n");
  }

  private void create(String play) {
    cluster.create(
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default",
          "annotations":{"openluffy.io/play":"%s"}},
         "spec":{"containers":[{"name":"web","image":"nginx:1",
          "ports":[{"containerPort":8080}]}]}}
        """
            .formatted(play));
    cluster.pass(Duration.ofSeconds(1));
  }

  private ObjectNode pod() {
    return (ObjectNode) cluster.get(Kinds.PODS, "web");
  }

  private String uid() {
    return pod().at("/metadata/uid").asText();
  }

  private String read(LogRequest request) {
    var out = new ByteArrayOutputStream();
    write(pod(), request, out);
    return out.toString(UTF_8);
  }

  private void write(ObjectNode pod, LogRequest request, ByteArrayOutputStream out) {
    try {
      new SimulatedLogs(cluster.store(), output).write(pod, request, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static LogRequest request(boolean follow, boolean previous, OptionalLong tail) {
    return new LogRequest(
        "web", follow, previous, false, tail, Optional.empty(), OptionalLong.empty());
  }
}
