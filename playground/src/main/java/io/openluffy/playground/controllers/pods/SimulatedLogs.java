package io.openluffy.playground.controllers.pods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.logs.LogRequest;
import io.openluffy.playground.api.logs.PodLogs;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.pods.PodOutput.Line;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/** What the simulated containers write: that they start, what they serve, how they end. */
public final class SimulatedLogs implements PodLogs {
  private final ObjectStore store;
  private final PodOutput output;

  public SimulatedLogs(ObjectStore store, PodOutput output) {
    this.store = store;
    this.output = output;
  }

  @Override
  public void write(ObjectNode pod, LogRequest request, OutputStream out)
      throws IOException, InterruptedException {
    var all = lines(pod, request);
    var left = request.limitBytes().orElse(Long.MAX_VALUE);
    for (var line : wanted(all, request)) {
      left = write(line, request, out, left);
    }
    out.flush();
    if (request.follow() && !request.previous() && left > 0) {
      follow(pod, request, out, left, last(all));
    }
  }

  private void follow(
      ObjectNode pod, LogRequest request, OutputStream out, long limit, long written)
      throws IOException, InterruptedException {
    var news = new LinkedBlockingQueue<Boolean>();
    var key = Fields.key(Kinds.PODS, pod);
    try (var _ =
            store.subscribe(
                change -> {
                  if (change.key().equals(key)) {
                    news.add(true);
                  }
                });
        var _ = output.onLine(() -> news.add(true))) {
      var seen = written;
      var left = limit;
      while (left > 0) {
        var now = store.get(key).filter(found -> Fields.uid(found).equals(Fields.uid(pod)));
        for (var line : lines(now.orElse(pod), request)) {
          if (line.number() > seen) {
            left = write(line, request, out, left);
            seen = line.number();
          }
        }
        out.flush();
        if (now.isEmpty() || !isRunning(now.get(), request.container())) {
          return;
        }
        news.take();
        news.clear();
      }
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Unsubscribing does not fail", e);
    }
  }

  private static long last(List<Line> lines) {
    return lines.isEmpty() ? -2 : lines.getLast().number();
  }

  private static boolean isRunning(JsonNode pod, String container) {
    return status(pod, container).at("/state/running").isObject();
  }

  private List<Line> lines(JsonNode pod, LogRequest request) {
    var status = status(pod, request.container());
    var ended =
        request.previous() ? status.at("/lastState/terminated") : status.at("/state/terminated");
    var started =
        request.previous()
            ? Fields.time(ended, "/startedAt")
            : Fields.time(status, "/state/running/startedAt")
                .or(() -> Fields.time(ended, "/startedAt"));
    var lines = new ArrayList<Line>();
    if (started.isEmpty()) {
      return lines;
    }
    begin(pod, request.container(), started.get(), lines);
    if (!request.previous()) {
      lines.addAll(output.of(Fields.uid(pod), request.container()));
    }
    var finished = Fields.time(ended, "/finishedAt");
    if (finished.isPresent()) {
      var code = ended.path("exitCode").asInt();
      lines.add(
          new Line(
              Long.MAX_VALUE,
              finished.get(),
              code == 0 ? "done" : "fatal: told to fail, exit code " + code));
    }
    return lines;
  }

  private static void begin(JsonNode pod, String container, Instant at, List<Line> lines) {
    for (var field : new String[] {"containers", "initContainers"}) {
      for (var spec : pod.path("spec").path(field)) {
        if (spec.path("name").asText().equals(container)) {
          var image = spec.path("image").asText();
          lines.add(new Line(-1, at, "starting " + container + " from " + image));
          for (var port : spec.path("ports")) {
            lines.add(new Line(0, at, "listening on :" + port.path("containerPort").asInt()));
          }
        }
      }
    }
  }

  private static JsonNode status(JsonNode pod, String container) {
    for (var field : new String[] {"containerStatuses", "initContainerStatuses"}) {
      for (var status : pod.path("status").path(field)) {
        if (status.path("name").asText().equals(container)) {
          return status;
        }
      }
    }
    return pod.path("no such container");
  }

  private static List<Line> wanted(List<Line> lines, LogRequest request) {
    var recent =
        lines.stream()
            .filter(line -> request.since().map(at -> !line.at().isBefore(at)).orElse(true))
            .toList();
    var tail = (int) Math.min(recent.size(), request.tail().orElse(recent.size()));
    return recent.subList(recent.size() - tail, recent.size());
  }

  private static long write(Line line, LogRequest request, OutputStream out, long left)
      throws IOException {
    var stamp = request.timestamps() ? Optional.of(line.at() + " ") : Optional.<String>empty();
    var bytes = (stamp.orElse("") + line.text() + "\n").getBytes(StandardCharsets.UTF_8);
    var count = (int) Math.min(left, bytes.length);
    out.write(bytes, 0, count);
    return left - count;
  }
}
