package io.openluffy.playground.api.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;

/**
 * Bounds what the histories of all collections hold together: the oldest change of all is forgotten
 * first. Who watches from before that is told so, and lists again.
 */
final class HistoryBudget {
  static final long MOST = 64L << 20;

  private static final int NODE = 80;
  private static final int FIELD = 48;

  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private long total;

  private record Held(History history, long version, long weight) {}

  /** Adds a change to its history. Not for several threads. */
  void add(History history, Change change) {
    var before = change.before().<JsonNode>map(tree -> tree).orElseGet(Trees::object);
    var weight = weight(change.object(), before);
    history.add(change);
    held.addLast(new Held(history, change.version(), weight));
    total += weight;
    while (total > MOST && held.size() > 1) {
      var oldest = held.removeFirst();
      total -= oldest.weight();
      oldest.history().forget(oldest.version());
    }
  }

  /** About how many bytes a tree takes beside what it shares with the one before. */
  private static long weight(JsonNode tree, JsonNode before) {
    if (Trees.identical(tree, before)) {
      return 0;
    }
    long weight = NODE;
    if (tree instanceof ObjectNode object) {
      for (var field : object.properties()) {
        weight += FIELD + weight(field.getValue(), before.path(field.getKey()));
      }
    } else if (tree.isArray()) {
      for (var i = 0; i < tree.size(); i++) {
        weight += weight(tree.get(i), before.path(i));
      }
    } else if (tree.isTextual()) {
      weight += tree.textValue().length();
    }
    return weight;
  }
}
