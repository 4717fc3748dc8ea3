package io.openluffy.playground.compared.rollouts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a watcher of workloads has seen that does not depend on how fast who was: the conditions of
 * each type, one after the other as they turned, and that nobody reported on a generation that is
 * not there yet, nor on an older one again.
 *
 * <p>How one goes is a race between several, and left out.
 */
final class Seen {
  private Seen() {}

  static JsonNode of(List<JsonNode> states, Map<String, String> names) {
    var all = new TreeMap<String, List<String>>();
    var observed = new TreeMap<String, Long>();
    for (var state : states) {
      if (state.path("metadata").has("deletionTimestamp")) {
        continue;
      }
      var uid = state.at("/metadata/uid").asText();
      var generation = state.at("/status/observedGeneration").asLong();
      if (generation < observed.getOrDefault(uid, 0L)
          || generation > state.at("/metadata/generation").asLong()) {
        throw new AssertionError("reported on generation " + generation + ": " + state);
      }
      observed.put(uid, generation);
      for (var condition : state.at("/status/conditions")) {
        var turns = all.computeIfAbsent(condition.path("type").asText(), t -> new ArrayList<>());
        var plain = Scene.condition(condition);
        var text =
            "%s %s: %s"
                .formatted(
                    plain.path("status").asText(),
                    plain.path("reason").asText(),
                    Scene.plain(plain.path("message").asText(), names));
        if (turns.isEmpty() || !turns.getLast().equals(text)) {
          turns.add(text);
        }
      }
    }
    var tree = JsonNodeFactory.instance.objectNode();
    all.forEach((type, turns) -> turns.forEach(tree.withArrayProperty(type)::add));
    return tree;
  }
}
