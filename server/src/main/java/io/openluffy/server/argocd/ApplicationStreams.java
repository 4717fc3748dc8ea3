package io.openluffy.server.argocd;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.Applications;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.LogOptions;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import io.openluffy.kube.WatchListener;
import io.openluffy.server.access.Role;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.ApiJson;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Problems;
import io.openluffy.server.web.Routes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Argo CD's watch of applications, their events, and the logs of their pods. */
public final class ApplicationStreams {
  private static final int BACKLOG = 1_000;

  private final Applications applications;
  private final Clusters clusters;

  public ApplicationStreams(Applications applications, Clusters clusters) {
    this.applications = applications;
    this.clusters = clusters;
  }

  public void routes(Routes routes) {
    var viewer = Routes.role(Role.VIEWER);
    var base = "/api/v1/applications/{application}";
    routes.get(base + "/events", viewer, this::events);
    routes.get(base + "/pods/{pod}/logs", viewer, this::logs);
    routes.get("/api/v1/stream/applications", viewer, call -> stream());
  }

  /** Of the named object, or of the Application and all objects of its tree. */
  private Answer events(Call call) {
    var name = ApplicationApi.name(call);
    var tree = applications.tree(name);
    var keys = new ArrayList<ResourceKey>();
    if (call.query("resourceName").isPresent()) {
      tree.nodes().stream()
          .map(node -> node.key())
          .filter(key -> key.name().equals(call.query("resourceName").orElse("")))
          .filter(key -> call.query("resourceKind").map(key.kind()::equals).orElse(true))
          .forEach(keys::add);
    } else {
      keys.add(new ResourceKey("argoproj.io", "Application", name.namespace(), name.name()));
      tree.nodes().forEach(node -> keys.add(node.key()));
    }
    List<JsonNode> items =
        keys.stream()
            .flatMap(key -> clusters.control().events(key).stream())
            .<JsonNode>map(Manifest::view)
            .toList();
    return Answer.json(Map.of("items", items));
  }

  private Answer logs(Call call) {
    var name = ApplicationApi.name(call);
    var pod = call.path("pod");
    var node =
        applications.tree(name).nodes().stream()
            .filter(one -> one.key().kind().equals("Pod") && one.key().name().equals(pod))
            .filter(one -> call.query("namespace").map(one.key().namespace()::equals).orElse(true))
            .findFirst()
            .orElseThrow(
                () ->
                    Problems.noSuch("pod", pod, "It is not a pod of " + name + ".").asException());
    var tail = (int) call.number("tailLines", 200, 0, 10_000);
    var options =
        new LogOptions(call.flag("follow"), OptionalInt.of(tail), false, true, OptionalInt.empty());
    var container = call.query("container").orElse("");
    return Answer.stream("application/json", out -> writeLog(node.key(), container, options, out));
  }

  /**
   * Each line as {@code {"result":{"content","podName","timeStampStr","last"}}}, as Argo CD does.
   */
  private void writeLog(ResourceKey pod, String container, LogOptions options, OutputStream out)
      throws IOException {
    try (var log = clusters.control().logs(pod.namespace(), pod.name(), container, options)) {
      for (var line = log.next(); line.isPresent(); line = log.next()) {
        var text = line.get();
        var split = text.indexOf(' ');
        writeLine(
            out,
            pod.name(),
            split < 0 ? text : text.substring(split + 1),
            split < 0 ? "" : text.substring(0, split),
            false);
      }
    }
    writeLine(out, pod.name(), "", "", true);
  }

  private static void writeLine(
      OutputStream out, String pod, String content, String time, boolean last) throws IOException {
    var result = new LinkedHashMap<String, Object>();
    result.put("content", content);
    result.put("podName", pod);
    result.put("timeStampStr", time);
    result.put("last", last);
    out.write(ApiJson.bytes(Map.of("result", result)));
    out.write('\n');
    out.flush();
  }

  private Answer stream() {
    return Answer.stream("text/event-stream", this::follow);
  }

  private void follow(OutputStream out) throws IOException {
    var queue = new LinkedBlockingQueue<Map<String, Object>>(BACKLOG);
    var known = new java.util.HashSet<String>();
    var listener =
        new WatchListener() {
          @Override
          public void changed(Manifest object) {
            var type = known.add(object.key().toString()) ? "ADDED" : "MODIFIED";
            queue.offer(event(type, object));
          }

          @Override
          public void deleted(Manifest object) {
            known.remove(object.key().toString());
            queue.offer(event("DELETED", object));
          }
        };
    var watch = clusters.control().watch(ApplicationApi.APPLICATION, Optional.empty(), listener);
    try {
      while (queue.remainingCapacity() > 0) {
        var event = queue.poll(15, TimeUnit.SECONDS);
        var text =
            event == null
                ? ": still here\n\n"
                : "data: " + new String(ApiJson.bytes(event), StandardCharsets.UTF_8) + "\n\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watch.close();
    }
  }

  private static Map<String, Object> event(String type, Manifest application) {
    return Map.of("result", Map.of("type", type, "application", ApplicationApi.shown(application)));
  }
}
