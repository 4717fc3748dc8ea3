package io.openluffy.playground.controllers.pods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Conditions;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.pods.ContainerFacts.Restart;
import io.openluffy.playground.controllers.pods.ContainerState.Terminated;
import io.openluffy.playground.controllers.pods.ContainerState.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The status of a pod, from those of its containers. */
final class PodStatus {
  private PodStatus() {}

  static ObjectNode of(
      JsonNode pod,
      List<Container> played,
      List<Container> main,
      Restart restart,
      String podIp,
      String hostIp,
      Instant now) {
    var status = Trees.child(pod, "status").deepCopy();
    var init = initReadiness(pod, played);
    var initialized = init.stream().allMatch(Container::ready);
    var phase = phase(init, main, restart, initialized);
    var ended = phase.equals("Succeeded") || phase.equals("Failed");
    status.put("phase", phase).put("hostIP", hostIp);
    status.putArray("hostIPs").addObject().put("ip", hostIp);
    status.put("podIP", podIp).putArray("podIPs").addObject().put("ip", podIp);
    if (!status.has("startTime")) {
      status.put("startTime", Fields.text(now));
    }
    conditions(pod, init, main, initialized, ended, phase, now).into(status);
    statuses(status, "initContainerStatuses", init, pod);
    statuses(status, "containerStatuses", main, pod);
    return status;
  }

  private static void statuses(
      ObjectNode status, String field, List<Container> containers, JsonNode pod) {
    if (!containers.isEmpty()) {
      var list = status.putArray(field);
      containers.forEach(c -> list.add(ContainerJson.write(c, Fields.uid(pod))));
    }
  }

  private static Conditions conditions(
      JsonNode pod,
      List<Container> init,
      List<Container> main,
      boolean initialized,
      boolean ended,
      String phase,
      Instant now) {
    var conditions = Conditions.of(pod, now);
    conditions.set("PodReadyToStartContainers", !ended, "", "");
    var waiting = init.stream().filter(c -> !c.ready()).map(Container::name).toList();
    conditions.set(
        "Initialized",
        initialized,
        ended ? "PodCompleted" : initialized ? "" : "ContainersNotInitialized",
        initialized ? "" : "containers with incomplete status: " + names(waiting));
    var unready = main.stream().filter(c -> !c.ready()).map(Container::name).toList();
    var ready = unready.isEmpty() && initialized;
    var reason =
        phase.equals("Succeeded")
            ? "PodCompleted"
            : phase.equals("Failed") ? "PodFailed" : ready ? "" : "ContainersNotReady";
    var message = ready || ended ? "" : "containers with unready status: " + names(unready);
    conditions.set("Ready", ready, reason, message);
    conditions.set("ContainersReady", ready, reason, message);
    return conditions.set("PodScheduled", true, "", "");
  }

  private static String names(List<String> names) {
    return names.stream().collect(Collectors.joining(" ", "[", "]"));
  }

  /** An init container is ready once it has ended well, a sidecar once it has started. */
  private static List<Container> initReadiness(JsonNode pod, List<Container> init) {
    var specs = pod.at("/spec/initContainers");
    var all = new ArrayList<Container>();
    for (var i = 0; i < init.size(); i++) {
      var sidecar = specs.path(i).path("restartPolicy").asText().equals("Always");
      var container = init.get(i);
      var ready = sidecar ? container.started() : container.isDone();
      all.add(container.readiness(ready, container.started()));
    }
    return all;
  }

  private static String phase(
      List<Container> init, List<Container> main, Restart restart, boolean initialized) {
    if (!initialized) {
      var failed =
          init.stream().anyMatch(c -> c.state() instanceof Terminated end && end.exitCode() != 0);
      return failed && restart == Restart.NEVER ? "Failed" : "Pending";
    }
    var over =
        main.stream().allMatch(c -> c.state() instanceof Terminated end && isOver(end, restart));
    if (over && !main.isEmpty()) {
      return main.stream().allMatch(Container::isDone) ? "Succeeded" : "Failed";
    }
    var unborn = main.stream().anyMatch(c -> c.state() instanceof Waiting && c.last().isEmpty());
    return unborn ? "Pending" : "Running";
  }

  private static boolean isOver(Terminated end, Restart restart) {
    return restart == Restart.NEVER || (restart == Restart.ON_FAILURE && end.exitCode() == 0);
  }
}
