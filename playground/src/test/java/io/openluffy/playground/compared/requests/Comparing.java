package io.openluffy.playground.compared.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends cases to two servers, and tells where they answer differently. */
public final class Comparing {
  /** A machine that does much else takes its time; a state that never comes is a difference. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(30);

  private final Peer theirs;
  private final Peer ours;

  /** Sets the names of this run apart from those of others on the same server. */
  private final String run = Long.toString(System.nanoTime() & 0xffffff, 36);

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
    var account = "/api/v1/namespaces/" + name + "/serviceaccounts/default";
    var settled = step("GET", account, Optional.empty(), Optional.of(NullNode.getInstance()));
    for (var peer : List.of(theirs, ours)) {
      peer.ask(make);
      await(peer, settled, NullNode.getInstance());
    }
    return name;
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
        until);
  }

  public List<Differing> differing(RequestCase one) {
    var all = new ArrayList<Differing>();
    var theirWay = new Normal();
    var ourWay = new Normal();
    for (var step : one.steps()) {
      var differences =
          Difference.between(answer(theirs, step, theirWay), answer(ours, step, ourWay));
      if (step.until().isEmpty()) {
        asked++;
      }
      if (!differences.isEmpty()) {
        all.add(new Differing(one.file(), one.name(), step, differences));
      }
    }
    return all;
  }

  private static JsonNode answer(Peer peer, Step step, Normal normal) {
    if (step.until().isPresent()) {
      return await(peer, step, step.until().get());
    }
    var whole = normal.of(peer.ask(step).tree());
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
      if (answer.status() == 200 && Normal.holds(answer.body(), wanted)) {
        return JsonNodeFactory.instance.objectNode().put("came", true);
      }
      if (System.nanoTime() > end) {
        return JsonNodeFactory.instance.objectNode().set("instead", answer.tree());
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}
