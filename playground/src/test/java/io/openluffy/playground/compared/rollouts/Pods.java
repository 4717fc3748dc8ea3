package io.openluffy.playground.compared.rollouts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What happens to a pod, as its kubelet would tell it. */
enum Pods {
  READY("Running", true),
  UNREADY("Running", false),
  SUCCEEDED("Succeeded", false),
  FAILED("Failed", false);

  private final String phase;
  private final boolean ready;

  Pods(String phase, boolean ready) {
    this.phase = phase;
    this.ready = ready;
  }

  /** Turns the first pod of an image that is otherwise. */
  void turn(Side side, String image) {
    var pod = Side.until("a pod of " + image, () -> others(side, image).stream().findFirst());
    side.merge("pods/" + pod.at("/metadata/name").asText() + "/status", status(pod));
  }

  private List<JsonNode> others(Side side, String image) {
    return side.list("pods").stream()
        .filter(pod -> pod.at("/spec/containers/0/image").asText().equals(image))
        .filter(pod -> !pod.path("metadata").has("deletionTimestamp"))
        .filter(pod -> !isFinished(pod))
        .filter(pod -> Scene.isReady(pod) != ready || isEnd())
        .sorted(Comparator.comparing(Pods::order))
        .toList();
  }

  /** By index where there is one, so that both servers speak of the same pod. */
  private static String order(JsonNode pod) {
    return pod.at("/metadata/labels").path("batch.kubernetes.io/job-completion-index").asText()
        + " "
        + pod.at("/metadata/name").asText();
  }

  private static boolean isFinished(JsonNode pod) {
    var phase = pod.at("/status/phase").asText();
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  private boolean isEnd() {
    return this == SUCCEEDED || this == FAILED;
  }

  private String status(JsonNode pod) {
    var now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    var state =
        isEnd()
            ? "{terminated: {exitCode: %d, reason: %s, startedAt: '%s', finishedAt: '%s'}}"
                .formatted(this == FAILED ? 1 : 0, this == FAILED ? "Error" : "Completed", now, now)
            : "{running: {startedAt: '" + now + "'}}";
    var container = pod.at("/spec/containers/0");
    return """
        status:
          phase: %s
          conditions:
          - {type: Ready, status: '%s', lastTransitionTime: '%s'}
          containerStatuses:
          - {name: %s, image: '%s', imageID: x, ready: %s, restartCount: 0, state: %s}
        """
        .formatted(
            phase,
            ready ? "True" : "False",
            now,
            container.path("name").asText(),
            container.path("image").asText(),
            ready,
            state);
  }
}
