package io.openluffy.playground.controllers.pods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.pods.ContainerState.Running;
import io.openluffy.playground.controllers.pods.ContainerState.Terminated;
import io.openluffy.playground.controllers.pods.ContainerState.Waiting;
import io.openluffy.playground.registry.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Container statuses as pods carry them. */
final class ContainerJson {
  private ContainerJson() {}

  /**
   * Reads the status of a container, if the pod has one.
   *
   * @param precise gives the exact time of a start that was written in whole seconds
   */
  static Optional<Container> read(
      JsonNode statuses, JsonNode spec, Function<Instant, Instant> precise) {
    for (var status : statuses) {
      if (status.path("name").equals(spec.path("name"))) {
        return Optional.of(read(status, spec.path("image").asText(), precise));
      }
    }
    return Optional.empty();
  }

  private static Container read(JsonNode status, String image, Function<Instant, Instant> precise) {
    return new Container(
        status.path("name").asText(),
        image,
        status.path("imageID").asText(),
        status.path("restartCount").asInt(),
        state(status.path("state"), precise),
        terminated(status.path("lastState"), precise),
        status.path("ready").asBoolean(),
        status.path("started").asBoolean());
  }

  private static ContainerState state(JsonNode state, Function<Instant, Instant> precise) {
    var running = Fields.time(state, "/running/startedAt").map(precise);
    if (running.isPresent()) {
      return new Running(running.get());
    }
    var waiting = state.path("waiting");
    return terminated(state, precise)
        .<ContainerState>map(end -> end)
        .orElseGet(
            () -> new Waiting(waiting.path("reason").asText(), waiting.path("message").asText()));
  }

  private static Optional<Terminated> terminated(
      JsonNode state, Function<Instant, Instant> precise) {
    var end = state.path("terminated");
    return Fields.time(end, "/finishedAt")
        .map(
            finished ->
                new Terminated(
                    end.path("exitCode").asInt(),
                    end.path("reason").asText(),
                    Fields.time(end, "/startedAt").map(precise).orElse(finished),
                    finished));
  }

  static ObjectNode write(Container container, String podUid) {
    var status = Trees.object().put("name", container.name());
    status.set("state", state(container.state(), id(container, podUid, container.restarts())));
    var last = Trees.object();
    container
        .last()
        .ifPresent(end -> last.setAll(state(end, id(container, podUid, container.restarts() - 1))));
    status.set("lastState", last);
    status
        .put("ready", container.ready())
        .put("restartCount", container.restarts())
        .put("image", container.image())
        .put("imageID", container.imageId());
    if (!(container.state() instanceof Waiting) || container.last().isPresent()) {
      status.put("containerID", id(container, podUid, container.restarts()));
    }
    return status.put("started", container.started());
  }

  private static ObjectNode state(ContainerState state, String id) {
    var node = Trees.object();
    switch (state) {
      case Waiting waiting -> {
        var inner = node.putObject("waiting").put("reason", waiting.reason());
        if (!waiting.message().isEmpty()) {
          inner.put("message", waiting.message());
        }
      }
      case Running running ->
          node.putObject("running").put("startedAt", Fields.text(running.since()));
      case Terminated end ->
          node.putObject("terminated")
              .put("exitCode", end.exitCode())
              .put("reason", end.reason())
              .put("startedAt", Fields.text(end.started()))
              .put("finishedAt", Fields.text(end.finished()))
              .put("containerID", id);
    }
    return node;
  }

  private static String id(Container container, String podUid, int restarts) {
    var text = podUid + "/" + container.name() + "/" + restarts;
    return "containerd://" + Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
