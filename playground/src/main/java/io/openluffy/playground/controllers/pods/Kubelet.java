package io.openluffy.playground.controllers.pods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import io.openluffy.playground.registry.Images;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The simulated node's agent: binds pods, plays their containers, and ends them. */
public final class Kubelet implements SimulatedController {
  private static final String COMPONENT = "kubelet";

  private final World world;
  private final EventWriter events;
  private final Scheduler scheduler;
  private final PodTimes times;
  private final PodRun run;
  private final PodAddresses addresses = new PodAddresses();
  private final Map<ObjectKey, PodMemory> memories = new HashMap<>();

  public Kubelet(World world, EventWriter events, Images images, PodTimes times) {
    this.world = world;
    this.events = events;
    this.times = times;
    this.scheduler = new Scheduler(world, events);
    this.run = new PodRun(new NodeImages(images), new PodNeeds(world), times);
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    var type = change.key().type();
    if (type.equals(Kinds.PODS)) {
      return List.of(change.key());
    }
    if (type.equals(Kinds.NODES)) {
      return pods("", pod -> pod.at("/spec/nodeName").asText().isEmpty());
    }
    var source = type.equals(Kinds.SECRETS) || type.equals(Kinds.CONFIG_MAPS);
    return source && change.kind() == Change.Kind.ADDED
        ? pods(change.key().namespace(), pod -> !pod.at("/status/phase").asText().equals("Running"))
        : List.of();
  }

  private List<ObjectKey> pods(String namespace, java.util.function.Predicate<JsonNode> wanted) {
    return world.list(Kinds.PODS, namespace).stream()
        .filter(wanted)
        .map(pod -> Fields.key(Kinds.PODS, pod))
        .toList();
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var found = world.get(key);
    if (found.isEmpty()) {
      memories.remove(key);
      addresses.release(key);
      return Optional.empty();
    }
    var pod = found.get();
    if (pod.at("/spec/nodeName").asText().isEmpty()) {
      if (!Fields.isTerminating(pod)) {
        scheduler.schedule(pod, now);
      }
      return Optional.empty();
    }
    var uid = Fields.uid(pod);
    var memory = memories.get(key);
    if (memory == null || !memory.isOf(uid)) {
      memory = new PodMemory(uid);
      memories.put(key, memory);
    }
    return Fields.isTerminating(pod) ? stop(key, pod, memory, now) : live(key, pod, memory, now);
  }

  private Optional<Instant> live(ObjectKey key, ObjectNode pod, PodMemory memory, Instant now) {
    var phase = pod.at("/status/phase").asText();
    if (phase.equals("Succeeded") || phase.equals("Failed")) {
      return Optional.empty();
    }
    var evictedAt = Play.evictedAt(pod);
    if (evictedAt.filter(at -> !at.isAfter(now)).isPresent()) {
      world.setStatus(pod, Eviction.status(pod, now));
      var about = new EventWriter.About(pod, COMPONENT, "");
      events.warning(about, "Evicted", Eviction.MESSAGE, now);
      return Optional.empty();
    }
    var host = hostIp(pod);
    var round = run.round(pod, memory, now);
    world.setStatus(
        pod,
        PodStatus.of(
            pod,
            round.init(),
            round.main(),
            PodRun.restart(pod),
            addresses.of(key, pod, host),
            host,
            now));
    round
        .notes()
        .forEach(
            note ->
                events.write(
                    new EventWriter.About(pod, COMPONENT, note.path()),
                    note.note().warning() ? "Warning" : "Normal",
                    note.note().reason(),
                    note.note().message(),
                    now));
    return Stream.of(round.again(), evictedAt)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private Optional<Instant> stop(ObjectKey key, ObjectNode pod, PodMemory memory, Instant now) {
    if (!memory.isStopping()) {
      for (var status : pod.at("/status/containerStatuses")) {
        if (status.at("/state/running").isObject()) {
          var name = status.path("name").asText();
          var about = new EventWriter.About(pod, COMPONENT, "spec.containers{" + name + "}");
          events.normal(about, "Killing", "Stopping container " + name, now);
        }
      }
    }
    var grace = pod.at("/metadata/deletionGracePeriodSeconds").asLong(30);
    var after =
        times.stopAfter().compareTo(Duration.ofSeconds(grace)) > 0
            ? Duration.ofSeconds(grace)
            : times.stopAfter();
    var gone = memory.gone(now, after);
    if (gone.isAfter(now)) {
      return Optional.of(gone);
    }
    world.client().delete(key, DeleteOptions.now().only(Fields.uid(pod)));
    return Optional.empty();
  }

  private String hostIp(JsonNode pod) {
    var node = ObjectKey.cluster(Kinds.NODES, pod.at("/spec/nodeName").asText());
    return world
        .get(node)
        .map(n -> n.at("/status/addresses/0/address").asText("10.0.0.1"))
        .orElse("10.0.0.1");
  }
}
