package io.openluffy.playground.compared.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends cases to two servers, and tells where they answer differently. */
public final class Comparing {
  /** A machine that does much else takes its time; a state that never comes is a difference. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(30);

  /** So many names have five digits. */
  private static final long RUNS = 20_000_000;

  private final Peer theirs;
  private final Peer ours;

  /** Sets the names of this run apart from those of others on the same server. */
  private final String run =
      Long.toString(RUNS + Math.floorMod(System.nanoTime() / 1000, RUNS), 36);

  private final List<String> made = new ArrayList<>();

  /** What the cases keep of each server's answers, for later ones too. */
  private final Map<Peer, Map<String, String>> kept = new HashMap<>();

  private int asked;

  public Comparing(Peer theirs, Peer ours) {
    this.theirs = theirs;
    this.ours = ours;
  }

  /** How many requests were sent to each, those that only wait not counted. */
  public int asked() {
    return asked;
  }

  /** A new namespace on both, for the cases of a file. */
  public String namespace(String file) {
    var name = file.replaceAll(".*/|[.]yaml$", "") + "-" + run;
    var body = "{\"metadata\": {\"name\": \"" + name + "\"}}";
    var make = step("POST", "/api/v1/namespaces", Optional.of(body), Optional.empty());
    // It is there first, and then what the control plane puts into it.
    var inside = List.of("serviceaccounts/default", "configmaps/kube-root-ca.crt");
    for (var peer : List.of(theirs, ours)) {
      peer.ask(make);
      for (var path : inside) {
        var there = "/api/v1/namespaces/" + name + "/" + path;
        var settled = step("GET", there, Optional.empty(), Optional.of(NullNode.getInstance()));
        await(peer, settled, NullNode.getInstance());
      }
    }
    made.add(name);
    return name;
  }

  /** Leaves nothing on the real server, which may be somebody's; nobody waits until it is gone. */
  public void cleanUp() {
    for (var name : made) {
      var path = "/api/v1/namespaces/" + name;
      theirs.ask(step("DELETE", path, Optional.empty(), Optional.empty()));
    }
    made.clear();
  }

  private static Step step(
      String method, String path, Optional<String> body, Optional<JsonNode> until) {
    return new Step(
        path,
        method,
        path,
        Map.of("Content-Type", "application/json"),
        body.map(text -> text.getBytes(StandardCharsets.UTF_8)),
        List.of(),
        until,
        Map.of());
  }

  public List<Differing> differing(RequestCase one) {
    var all = new ArrayList<Differing>();
    var theirWay = new Way(theirs, new Normal(), kept(theirs));
    var ourWay = new Way(ours, new Normal(), kept(ours));
    var number = 0;
    for (var step : one.steps()) {
      number++;
      var differences = differences(step, theirWay, ourWay);
      if (step.until().isEmpty()) {
        asked++;
      }
      if (!differences.isEmpty()) {
        all.add(new Differing(one.file(), one.name(), number, step, differences));
      }
    }
    return all;
  }

  private Map<String, String> kept(Peer peer) {
    return kept.computeIfAbsent(peer, one -> new HashMap<>());
  }

  /** What the real server said where a case kept it. */
  public String theirs(String name) {
    return kept(theirs).getOrDefault(name, "");
  }

  /** A case on one of the servers: what its names are there, and what it has kept. */
  private record Way(Peer peer, Normal normal, Map<String, String> kept) {}

  /** Both at once, because some answers take their time. */
  private static List<Difference> differences(Step step, Way theirs, Way ours) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> answer(theirs, step));
      var second = threads.submit(() -> answer(ours, step));
      return Difference.between(first.get(), second.get());
    } catch (ExecutionException e) {
      throw new AssertionError(step.asWritten(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private static JsonNode answer(Way way, Step asWritten) {
    var step = asWritten.with(way.kept);
    if (step.until().isPresent()) {
      return await(way.peer, step, step.until().get());
    }
    var answer = way.peer.ask(step);
    step.keep().forEach((name, pointer) -> way.kept.put(name, answer.body().at(pointer).asText()));
    var whole = way.normal.of(answer.tree());
    return step.only().isEmpty() ? whole : only(whole, step.only());
  }

  private static JsonNode only(JsonNode whole, List<String> pointers) {
    var part = JsonNodeFactory.instance.objectNode();
    part.set("status", whole.path("status"));
    pointers.forEach(pointer -> part.set(pointer, whole.path("body").at(pointer)));
    return part;
  }

  private static JsonNode await(Peer peer, Step step, JsonNode wanted) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var answer = peer.ask(step);
      var isFailure = wanted.path("kind").asText().equals("Status");
      if ((answer.status() == 200 || isFailure) && Normal.holds(answer.body(), wanted)) {
        return JsonNodeFactory.instance.objectNode().put("came", true);
      }
      if (System.nanoTime() > end) {
        return JsonNodeFactory.instance.objectNode().set("instead", answer.tree());
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}
