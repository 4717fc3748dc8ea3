package io.openluffy.server.argocd;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.Applications;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.LogOptions;
import io.openluffy.kube.LogStream;
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
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Argo CD's watch of applications, their events, and the logs of their pods. */
public final class ApplicationStreams {
  private static final int BACKLOG = 1_000;
  private static final int HEARTBEAT_SECONDS = 10;

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
    routes.get("/api/v1/stream/applications", viewer, this::stream);
  }

  /** Of the named object, or of the Application and all objects of its tree. */
  private Answer events(Call call) {
    var application = Named.by(call, clusters);
    var name = application.name();
    var tree = applications.tree(name);
    var cluster = application.destination();
    var events = new ArrayList<Manifest>();
    var keys = new ArrayList<ResourceKey>();
    if (call.query("resourceName").isPresent()) {
      tree.nodes().stream()
          .map(node -> node.key())
          .filter(key -> key.name().equals(call.query("resourceName").orElse("")))
          .filter(key -> call.query("resourceKind").map(key.kind()::equals).orElse(true))
          .forEach(keys::add);
    } else {
      var own = ApplicationApi.APPLICATION.key(name.namespace(), name.name());
      events.addAll(clusters.control().events(own));
      tree.nodes().forEach(node -> keys.add(node.key()));
    }
    keys.forEach(key -> events.addAll(cluster.events(key)));
    return Answer.json(Map.of("items", events.stream().<JsonNode>map(Manifest::view).toList()));
  }

  private Answer logs(Call call) {
    var application = Named.by(call, clusters);
    var name = application.name();
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
    var log =
        application
            .destination()
            .logs(node.key().namespace(), node.key().name(), container, options);
    return Answer.stream("application/json", out -> writeLog(pod, log, out));
  }

  /**
   * Each line as {@code {"result":{"content","podName","timeStampStr","last"}}}, as Argo CD does.
   */
  private static void writeLog(String pod, LogStream opened, OutputStream out) throws IOException {
    try (var log = opened) {
      for (var line = log.next(); line.isPresent(); line = log.next()) {
        var text = line.get();
        var split = text.indexOf(' ');
        writeLine(
            out,
            pod,
            split < 0 ? text : text.substring(split + 1),
            split < 0 ? "" : text.substring(0, split),
            false);
      }
    }
    writeLine(out, pod, "", "", true);
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

  private Answer stream(Call call) {
    var wanted = Wanted.of(call);
    clusters.control().types();
    return Answer.stream("text/event-stream", out -> follow(wanted, out, call::stillWelcome));
  }

  private void follow(Wanted wanted, OutputStream out, BooleanSupplier welcome) throws IOException {
    var queue = new LinkedBlockingQueue<Map<String, Object>>(BACKLOG);
    var known = new java.util.HashSet<String>();
    var listener =
        new WatchListener() {
          @Override
          public void changed(Manifest object) {
            if (!wanted.takes(object)) {
              return;
            }
            var type = known.add(object.key().toString()) ? "ADDED" : "MODIFIED";
            queue.offer(event(type, object));
          }

          @Override
          public void deleted(Manifest object) {
            if (!known.remove(object.key().toString())) {
              return;
            }
            queue.offer(event("DELETED", object));
          }
        };
    var watch = clusters.control().watch(ApplicationApi.APPLICATION, wanted.namespace(), listener);
    try {
      while (queue.remainingCapacity() > 0) {
        var event = queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        if (event == null && !welcome.getAsBoolean()) {
          return;
        }
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
    return Map.of(
        "result", Map.of("type", type, "application", ArgoViews.application(application)));
  }
}
