package io.openluffy.playground.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.logs.LogRequest;
import io.openluffy.playground.api.logs.PodLogs;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.verbs.VerbErrors;
import io.openluffy.playground.api.verbs.Verbs;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers {@code pods/<name>/log}. */
final class Logs {
  private final Verbs verbs;
  private final PodLogs logs;
  private final Lingering lingering;

  Logs(Verbs verbs, PodLogs logs, Lingering lingering) {
    this.lingering = lingering;
    this.verbs = verbs;
    this.logs = logs;
  }

  void read(Call call) throws IOException {
    var pod = verbs.find(call.target()).tree();
    checkOptions(call);
    var request = request(call, container(call, pod));
    if (!pod.path("spec").has("nodeName")) {
      call.exchange().respondNothing();
      return;
    }
    checkStarted(call, pod, request);
    try (var out = call.exchange().stream("text/plain")) {
      out.flush();
      lingering.during(() -> logs.write(pod, request, out));
    }
  }

  private static void checkOptions(Call call) {
    var errors = new ArrayList<Cause>();
    least(call, "tailLines", 0, "must be greater than or equal to 0", errors);
    least(call, "sinceSeconds", 1, "must be greater than 0", errors);
    least(call, "limitBytes", 1, "must be greater than 0", errors);
    if (!errors.isEmpty()) {
      var error = errors.getFirst();
      throw VerbErrors.invalid(
          "",
          "PodLogOptions",
          call.target().name(),
          error.field() + ": " + error.message(),
          errors);
    }
  }

  private static void least(Call call, String field, long least, String rule, List<Cause> errors) {
    call.query().number(field).stream()
        .filter(number -> number < least)
        .mapToObj(number -> "Invalid value: " + number + ": " + rule)
        .forEach(message -> errors.add(new Cause("FieldValueInvalid", message, field)));
  }

  private static String container(Call call, ObjectNode pod) {
    var asked = call.query().text("container");
    var names = names(pod, "containers");
    var all = new ArrayList<>(names(pod, "initContainers"));
    all.addAll(names);
    all.addAll(names(pod, "ephemeralContainers"));
    if (asked.isEmpty()) {
      if (names.size() == 1) {
        return names.getFirst();
      }
      throw VerbErrors.badRequest(
          "a container name must be specified for pod %s, choose one of: [%s]"
              .formatted(call.target().name(), String.join(" ", names)));
    }
    if (!all.contains(asked)) {
      throw VerbErrors.badRequest(
          "container %s is not valid for pod %s".formatted(asked, call.target().name()));
    }
    return asked;
  }

  private static List<String> names(ObjectNode pod, String field) {
    return pod.path("spec").path(field).valueStream().map(c -> c.path("name").asText()).toList();
  }

  private void checkStarted(Call call, ObjectNode pod, LogRequest request) {
    var status = status(pod, request.container());
    var waiting = status.path("state").path("waiting");
    var restarted = status.path("lastState").has("terminated");
    if (request.previous() && !restarted) {
      throw VerbErrors.badRequest(
          "previous terminated container \"%s\" in pod \"%s\" not found"
              .formatted(request.container(), call.target().name()));
    }
    if (!waiting.isMissingNode() && !restarted) {
      var reason = waiting.path("reason").asText();
      var why =
          switch (reason) {
            case "ErrImagePull", "ImagePullBackOff" -> "trying and failing to pull image";
            default -> reason;
          };
      throw VerbErrors.badRequest(
          "container \"%s\" in pod \"%s\" is waiting to start: %s"
              .formatted(request.container(), call.target().name(), why));
    }
  }

  private static JsonNode status(ObjectNode pod, String container) {
    for (var field : List.of("containerStatuses", "initContainerStatuses")) {
      for (var status : pod.path("status").path(field)) {
        if (status.path("name").asText().equals(container)) {
          return status;
        }
      }
    }
    return pod.path("status").path("-");
  }

  private LogRequest request(Call call, String container) {
    var query = call.query();
    var seconds = query.number("sinceSeconds");
    Optional<Instant> since =
        seconds.isPresent()
            ? Optional.of(verbs.around().clock().instant().minusSeconds(seconds.getAsLong()))
            : time(query.text("sinceTime"));
    return new LogRequest(
        container,
        query.flag("follow"),
        query.flag("previous"),
        query.flag("timestamps"),
        query.number("tailLines"),
        since,
        query.number("limitBytes"));
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw VerbErrors.badRequest("sinceTime is no RFC 3339 time: " + text);
    }
  }
}
