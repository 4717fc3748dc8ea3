package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A pod's state in one word with its counts, worked out as {@code kubectl get pods} shows it.
 *
 * @param lastRestart when the last restarted container had ended; empty if none has
 */
record PodSummary(String reason, int ready, int containers, int restarts, String lastRestart) {

  static PodSummary of(JsonNode pod) {
    return new Reading(pod).summary();
  }

  /** Goes through the containers of one pod in the order that decides which word wins. */
  private static final class Reading {
    private final JsonNode pod;
    private final JsonNode status;
    private String reason;
    private int ready;
    private int containers;
    private int restarts;
    private int sidecarRestarts;
    private String lastRestart = "";
    private String lastSidecarRestart = "";

    Reading(JsonNode pod) {
      this.pod = pod;
      this.status = pod.path("status");
      this.reason = status.path("reason").asText(status.path("phase").asText());
      this.containers = pod.path("spec").path("containers").size();
    }

    PodSummary summary() {
      for (var condition : status.path("conditions")) {
        if (condition.path("type").asText().equals("PodScheduled")
            && condition.path("reason").asText().equals("SchedulingGated")) {
          reason = "SchedulingGated";
        }
      }
      for (var container : pod.path("spec").path("initContainers")) {
        containers += isSidecar(container) ? 1 : 0;
      }
      if (!initializing() || Words.hasCondition(status, "Initialized")) {
        restarts = sidecarRestarts;
        lastRestart = lastSidecarRestart;
        running();
      }
      deleting();
      return new PodSummary(reason, ready, containers, restarts, lastRestart);
    }

    private boolean initializing() {
      var index = 0;
      for (var container : status.path("initContainerStatuses")) {
        var sidecar = isSidecar(spec(container.path("name").asText()));
        count(container, sidecar);
        var terminated = container.path("state").path("terminated");
        var done = terminated.isObject() && terminated.path("exitCode").asInt() == 0;
        var started = sidecar && container.path("started").asBoolean();
        if (!done && started) {
          ready += container.path("ready").asBoolean() ? 1 : 0;
        } else if (!done) {
          reason = "Init:" + initReason(container, index);
          return true;
        }
        index++;
      }
      return false;
    }

    private void count(JsonNode container, boolean sidecar) {
      var count = container.path("restartCount").asInt();
      var ended = ended(container);
      restarts += count;
      lastRestart = later(lastRestart, ended);
      if (sidecar) {
        sidecarRestarts += count;
        lastSidecarRestart = later(lastSidecarRestart, ended);
      }
    }

    private String initReason(JsonNode container, int index) {
      var terminated = container.path("state").path("terminated");
      if (terminated.isObject()) {
        return endReason(terminated);
      }
      var waiting = container.path("state").path("waiting").path("reason").asText();
      return waiting.isEmpty() || waiting.equals("PodInitializing")
          ? index + "/" + pod.path("spec").path("initContainers").size()
          : waiting;
    }

    private void running() {
      var running = false;
      var statuses = status.path("containerStatuses");
      for (var i = statuses.size() - 1; i >= 0; i--) {
        var container = statuses.get(i);
        count(container, false);
        var state = container.path("state");
        var waiting = state.path("waiting").path("reason").asText();
        if (!waiting.isEmpty()) {
          reason = waiting;
        } else if (state.path("terminated").isObject()) {
          reason = endReason(state.path("terminated"));
        } else if (container.path("ready").asBoolean() && state.path("running").isObject()) {
          running = true;
          ready++;
        }
      }
      if (reason.equals("Completed") && running) {
        reason = Words.hasCondition(status, "Ready") ? "Running" : "NotReady";
      }
    }

    private void deleting() {
      if (!Words.isDeleting(pod)) {
        return;
      }
      var phase = status.path("phase").asText();
      if (status.path("reason").asText().equals("NodeLost")) {
        reason = "Unknown";
      } else if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
        reason = "Terminating";
      }
    }

    private JsonNode spec(String container) {
      return pod.path("spec")
          .path("initContainers")
          .valueStream()
          .filter(one -> one.path("name").asText().equals(container))
          .findFirst()
          .orElse(pod.path("none"));
    }

    private static boolean isSidecar(JsonNode container) {
      return container.path("restartPolicy").asText().equals("Always");
    }

    private static String endReason(JsonNode terminated) {
      var reason = terminated.path("reason").asText();
      if (!reason.isEmpty()) {
        return reason;
      }
      var signal = terminated.path("signal").asInt();
      return signal != 0 ? "Signal:" + signal : "ExitCode:" + terminated.path("exitCode").asInt();
    }

    private static String ended(JsonNode container) {
      return container.path("lastState").path("terminated").path("finishedAt").asText("");
    }

    private static String later(String one, String other) {
      return one.compareTo(other) >= 0 ? one : other;
    }
  }
}
