package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.Schema;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays what is applied over what is live: what is applied wins, the rest stays. */
final class Merging {
  private Merging() {}

  static ObjectNode merge(Schema schema, ObjectNode live, ObjectNode applied) {
    return fields(schema, live, applied);
  }

  private static JsonNode value(Schema schema, JsonNode live, JsonNode applied) {
    if (live instanceof ObjectNode old
        && applied instanceof ObjectNode now
        && Layout.of(schema, now) == Layout.FIELDS) {
      return fields(schema, old, now);
    }
    if (live instanceof ArrayNode old
        && applied instanceof ArrayNode now
        && Layout.isAssociative(schema)) {
      return new ItemMerge(schema, old, now).merged();
    }
    return applied;
  }

  private static ObjectNode fields(Schema schema, ObjectNode live, ObjectNode applied) {
    var merged = Trees.shallow(live);
    for (var entry : applied.properties()) {
      var old = live.get(entry.getKey());
      merged.set(
          entry.getKey(),
          old == null
              ? entry.getValue()
              : value(Layout.child(schema, entry.getKey()), old, entry.getValue()));
    }
    return merged;
  }

  /**
   * Merges two lists item by item. The order is the applied one; items that only the live list has
   * stay where they were between those that both have.
   */
  private static final class ItemMerge {
    private final Schema schema;
    private final ListItems live;
    private final ListItems applied;
    private final ArrayNode merged = JsonNodeFactory.instance.arrayNode();
    private final Set<String> done = new HashSet<>();
    private final ArrayDeque<String> shared = new ArrayDeque<>();
    private int liveAt;
    private int appliedAt;

    ItemMerge(Schema schema, ArrayNode live, ArrayNode applied) {
      this.schema = schema;
      this.live = ListItems.of(schema, live);
      this.applied = ListItems.of(schema, applied);
      this.applied.elements().stream()
          .filter(this.live.byElement()::containsKey)
          .forEach(shared::add);
    }

    ArrayNode merged() {
      while (liveAt < live.elements().size() || appliedAt < applied.elements().size()) {
        step(at(live.elements(), liveAt), at(applied.elements(), appliedAt));
      }
      return merged;
    }

    private void step(@Nullable String old, @Nullable String now) {
      if (old != null && now != null) {
        if (old.equals(now)) {
          take(now);
          liveAt++;
          return;
        }
        var next = shared.peek();
        if (applied.byElement().containsKey(old) && next != null && !next.equals(old)) {
          liveAt++;
          return;
        }
      }
      if (old != null) {
        if (!applied.byElement().containsKey(old)) {
          merged.add(live.byElement().get(old));
          liveAt++;
          return;
        }
        if (done.contains(old)) {
          liveAt++;
        }
      }
      if (now != null) {
        take(now);
      }
    }

    private void take(String element) {
      done.add(element);
      var now = Objects.requireNonNull(applied.byElement().get(element));
      var old = live.byElement().get(element);
      merged.add(old == null ? now : value(Layout.items(schema), old, now));
      appliedAt++;
      if (element.equals(shared.peek())) {
        shared.poll();
      }
    }

    private static @Nullable String at(List<String> elements, int index) {
      return index < elements.size() ? elements.get(index) : null;
    }
  }
}
