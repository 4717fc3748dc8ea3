package io.openluffy.playground.compared.rollouts;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.compared.requests.Difference;
import io.openluffy.playground.compared.requests.Peer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A story that is told to both servers at the same time. The pods of its workloads wait for a
 * scheduler that is not there, so that nothing happens to a pod but what the story says; after each
 * step both servers have to come to the same scene, however long either takes.
 */
final class Rollout {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(60);

  private final List<Side> sides;
  private final List<String> kinds;
  private final Map<Side, String> begun = new HashMap<>();
  private String step = "";

  Rollout(Peer theirs, Peer ours, String namespace, List<String> kinds) {
    this.sides = List.of(new Side(theirs, namespace), new Side(ours, namespace));
    this.kinds = kinds;
  }

  void open() {
    sides.forEach(Side::open);
    sides.forEach(side -> begun.put(side, side.version(kinds.getFirst())));
  }

  /** Whoever watched has seen the same conditions come and go, in the same order. */
  void compareWhatWasSeen() {
    step = "what a watcher saw";
    var seen = sides.stream().map(this::seen).toList();
    demandNone(Difference.between(seen.getFirst(), seen.getLast()));
  }

  private JsonNode seen(Side side) {
    var version = Objects.requireNonNull(begun.get(side));
    return Seen.of(side.seen(kinds.getFirst(), version), side.names());
  }

  void close() {
    sides.forEach(Side::close);
  }

  Rollout create(String resource, String yaml) {
    step = "create " + resource;
    sides.forEach(side -> side.create(resource, yaml));
    return settle();
  }

  /** A merge patch. */
  Rollout change(String path, String yaml) {
    step = "change " + path + " " + yaml.strip();
    sides.forEach(side -> side.merge(path, yaml));
    return settle();
  }

  Rollout delete(String path, String options) {
    step = "delete " + path;
    sides.forEach(side -> side.delete(path, options));
    return settle();
  }

  /** Pods of the image become ready, as many as that. */
  Rollout ready(String image, int count) {
    return pods("ready", image, count, Pods.READY);
  }

  Rollout unready(String image, int count) {
    return pods("unready", image, count, Pods.UNREADY);
  }

  Rollout succeed(String image, int count) {
    return pods("succeed", image, count, Pods.SUCCEEDED);
  }

  Rollout fail(String image, int count) {
    return pods("fail", image, count, Pods.FAILED);
  }

  private Rollout pods(String what, String image, int count, Pods turn) {
    for (var i = 1; i <= count; i++) {
      step = what + " " + image + ", " + i + " of " + count;
      sides.forEach(side -> turn.turn(side, image));
      settle();
    }
    return this;
  }

  /** What follows is not as old as what was before, by the seconds that objects tell. */
  Rollout later() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1001));
    return this;
  }

  /** Waits until both servers show the same; what still differs after long is a difference. */
  Rollout settle() {
    var end = System.nanoTime() + Side.PATIENCE.toNanos();
    var differences = differences();
    while (!differences.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE);
      differences = differences();
    }
    demandNone(differences);
    return this;
  }

  private void demandNone(List<Difference> differences) {
    if (!differences.isEmpty()) {
      var all = differences.stream().map(Difference::toString).toList();
      throw new AssertionError(step + "\n    " + String.join("\n    ", all));
    }
  }

  /** Waits until the scenes of both hold the text, and compares then. */
  Rollout await(String text) {
    return await(text, true);
  }

  /** Waits until no scene holds the text any more, and compares then. */
  Rollout awaitNo(String text) {
    return await(text, false);
  }

  /** Waits until what is at a path holds the text on both. */
  Rollout awaitThere(String path, String text) {
    step = "await " + text + " at " + path;
    sides.forEach(
        side ->
            Side.until(step, () -> side.found(path).filter(one -> one.toString().contains(text))));
    return settle();
  }

  private Rollout await(String text, boolean isThere) {
    step = (isThere ? "await " : "await no ") + text;
    sides.forEach(
        side ->
            Side.until(
                step,
                () ->
                    Optional.of(Scene.of(side, kinds))
                        .filter(scene -> scene.toString().contains(text) == isThere)));
    return settle();
  }

  private List<Difference> differences() {
    var scenes = sides.stream().map(side -> Scene.of(side, kinds)).toList();
    return Difference.between(scenes.getFirst(), scenes.getLast());
  }
}
