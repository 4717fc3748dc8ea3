package io.openluffy.playground.controllers.pods;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.pods.ContainerFacts.Pull;
import io.openluffy.playground.controllers.pods.ContainerFacts.Restart;
import io.openluffy.playground.controllers.pods.ContainerState.Running;
import io.openluffy.playground.controllers.pods.ContainerState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One round over a pod's containers: init containers one after the other, then all others. */
final class PodRun {
  private final NodeImages images;
  private final PodNeeds needs;
  private final PodTimes times;

  PodRun(NodeImages images, PodNeeds needs, PodTimes times) {
    this.images = images;
    this.needs = needs;
    this.times = times;
  }

  /** An event of one part of the pod. */
  record PlacedNote(String path, ContainerRules.Note note) {}

  /** What came of a round. */
  record Round(
      List<Container> init,
      List<Container> main,
      List<PlacedNote> notes,
      Optional<Instant> again) {}

  static Restart restart(JsonNode pod) {
    return switch (pod.at("/spec/restartPolicy").asText("Always")) {
      case "Never" -> Restart.NEVER;
      case "OnFailure" -> Restart.ON_FAILURE;
      default -> Restart.ALWAYS;
    };
  }

  Round round(JsonNode pod, PodMemory memory, Instant now) {
    var notes = new ArrayList<PlacedNote>();
    var agains = new ArrayList<Instant>();
    var unmounted = needs.unmounted(pod);
    unmounted.ifPresent(
        why -> notes.add(new PlacedNote("", new ContainerRules.Note(true, "FailedMount", why))));
    var init = new ArrayList<Container>();
    var open = unmounted.isEmpty();
    for (var spec : pod.at("/spec/initContainers")) {
      var isSidecar = spec.path("restartPolicy").asText().equals("Always");
      var container = read(pod, spec, "initContainerStatuses", memory, "PodInitializing");
      if (open) {
        var facts = facts(pod, spec, container, memory, kind(pod, isSidecar), now);
        container = step(container, facts, "initContainers", memory, now, notes, agains);
        open = isSidecar ? container.started() : container.isDone();
      }
      init.add(container);
    }
    var main = new ArrayList<Container>();
    var reason = init.isEmpty() || !unmounted.isEmpty() ? "ContainerCreating" : "PodInitializing";
    for (var spec : pod.at("/spec/containers")) {
      var container = read(pod, spec, "containerStatuses", memory, reason);
      if (open) {
        var facts = facts(pod, spec, container, memory, restart(pod), now);
        container = step(container, facts, "containers", memory, now, notes, agains);
      }
      main.add(container);
    }
    return new Round(init, main, notes, agains.stream().min(Instant::compareTo));
  }

  /** An init container is tried again unless the pod never restarts. */
  private static Restart kind(JsonNode pod, boolean isSidecar) {
    if (isSidecar) {
      return Restart.ALWAYS;
    }
    return restart(pod) == Restart.NEVER ? Restart.NEVER : Restart.ON_FAILURE;
  }

  private Container step(
      Container before,
      ContainerFacts facts,
      String list,
      PodMemory memory,
      Instant now,
      List<PlacedNote> notes,
      List<Instant> agains) {
    var step = ContainerRules.step(before, facts, now);
    var after = step.container();
    if (step.pullFailed()) {
      memory.pullFailed(before.name(), now);
    }
    if (after.state() instanceof Running running && !after.state().equals(before.state())) {
      memory.started(after.name(), running.since());
    }
    var path = "spec." + list + "{" + after.name() + "}";
    step.notes().forEach(note -> notes.add(new PlacedNote(path, note)));
    step.again().ifPresent(agains::add);
    return after;
  }

  private static Container read(
      JsonNode pod, JsonNode spec, String field, PodMemory memory, String waiting) {
    var name = spec.path("name").asText();
    return ContainerJson.read(
            pod.path("status").path(field), spec, written -> memory.precise(name, written))
        .orElseGet(
            () ->
                new Container(
                    name,
                    spec.path("image").asText(),
                    "",
                    0,
                    new Waiting(waiting, ""),
                    Optional.empty(),
                    false,
                    false));
  }

  private ContainerFacts facts(
      JsonNode pod,
      JsonNode spec,
      Container container,
      PodMemory memory,
      Restart restart,
      Instant now) {
    var name = container.name();
    var pull = Optional.<Pull>empty();
    if (!container.isRunning() && !memory.nextPull(name).isAfter(now)) {
      var always = spec.path("imagePullPolicy").asText().equals("Always");
      pull =
          Optional.of(
              Play.of(pod, name, Map.of()).noImage()
                  ? NodeImages.absent(container.image())
                  : images.pull(container.image(), always));
    }
    var id =
        pull.isPresent() && pull.get() instanceof Pull.Present present
            ? present.imageId()
            : container.imageId();
    var labels = id.isEmpty() ? Map.<String, String>of() : images.labels(id);
    var isInit = restart == Restart.ON_FAILURE && restart(pod) == Restart.ALWAYS;
    var usual = isInit ? times.initFor() : times.runFor();
    return new ContainerFacts(
        Fields.name(pod) + "_" + Fields.namespace(pod) + "(" + Fields.uid(pod) + ")",
        restart,
        Play.of(pod, name, labels),
        needs.missing(pod, spec),
        pull,
        memory.failures(name),
        memory.nextPull(name),
        readyAfter(spec, restart),
        restart == Restart.ALWAYS ? Optional.empty() : Optional.of(usual));
  }

  /** What ends by itself counts as ready at once, as without a probe. */
  private Duration readyAfter(JsonNode spec, Restart restart) {
    var probe = Duration.ofSeconds(spec.at("/readinessProbe/initialDelaySeconds").asInt());
    var usual = restart == Restart.ALWAYS ? times.readyAfter() : Duration.ZERO;
    return probe.compareTo(usual) > 0 ? probe : usual;
  }
}
