package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.Schema;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/** What changed between two states of an object, by the paths that writers own. */
record Comparison(FieldSet removed, FieldSet modified, FieldSet added) {
  private static final Comparison NONE =
      new Comparison(FieldSet.EMPTY, FieldSet.EMPTY, FieldSet.EMPTY);

  static Comparison of(Schema schema, JsonNode before, JsonNode after) {
    var whole = compare(schema, before, after);
    return new Comparison(root(whole.removed), root(whole.modified), root(whole.added));
  }

  private static FieldSet root(FieldSet set) {
    return FieldSet.of(false, set.children());
  }

  Comparison without(FieldSet ignored) {
    return new Comparison(
        removed.without(ignored), modified.without(ignored), added.without(ignored));
  }

  FieldSet changed() {
    return modified.union(added);
  }

  private static Comparison compare(Schema schema, JsonNode before, JsonNode after) {
    if (Trees.identical(before, after)) {
      return NONE;
    }
    var shape = before.isMissingNode() || before.isNull() ? after : before;
    var layout = Layout.of(schema, shape);
    var bothEmpty = Layout.isEmpty(before) && Layout.isEmpty(after);
    var sameShape =
        before.isContainerNode() == after.isContainerNode()
            || Layout.isNothing(before)
            || Layout.isNothing(after);
    if (layout == Layout.LEAF || bothEmpty || !sameShape) {
      return leaf(before, after);
    }
    var inner =
        layout == Layout.FIELDS ? fields(schema, before, after) : items(schema, before, after);
    if (before.isMissingNode()) {
      return new Comparison(inner.removed, inner.modified, inner.added.asMember());
    }
    if (after.isMissingNode()) {
      return new Comparison(inner.removed.asMember(), inner.modified, inner.added);
    }
    return inner;
  }

  private static Comparison leaf(JsonNode before, JsonNode after) {
    if (before.isMissingNode()) {
      return new Comparison(FieldSet.EMPTY, FieldSet.EMPTY, FieldSet.LEAF);
    }
    if (after.isMissingNode()) {
      return new Comparison(FieldSet.LEAF, FieldSet.EMPTY, FieldSet.EMPTY);
    }
    return Trees.same(before, after)
        ? NONE
        : new Comparison(FieldSet.EMPTY, FieldSet.LEAF, FieldSet.EMPTY);
  }

  private static Comparison fields(Schema schema, JsonNode before, JsonNode after) {
    var names = new LinkedHashSet<String>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    var changes = new Changes();
    for (var name : names) {
      changes.add(
          FieldSet.field(name),
          compare(Layout.child(schema, name), before.path(name), after.path(name)));
    }
    return changes.whole();
  }

  private static Comparison items(Schema schema, JsonNode before, JsonNode after) {
    var old = ListItems.of(schema, before).byElement();
    var now = ListItems.of(schema, after).byElement();
    var elements = new LinkedHashSet<>(old.keySet());
    elements.addAll(now.keySet());
    var changes = new Changes();
    for (var element : elements) {
      changes.add(
          element,
          compare(
              Layout.items(schema),
              old.getOrDefault(element, MissingNode.getInstance()),
              now.getOrDefault(element, MissingNode.getInstance())));
    }
    return changes.whole();
  }

  private static final class Changes {
    private final Map<String, FieldSet> removed = new HashMap<>();
    private final Map<String, FieldSet> modified = new HashMap<>();
    private final Map<String, FieldSet> added = new HashMap<>();

    void add(String element, Comparison child) {
      removed.put(element, child.removed);
      modified.put(element, child.modified);
      added.put(element, child.added);
    }

    Comparison whole() {
      return new Comparison(
          FieldSet.of(false, removed), FieldSet.of(false, modified), FieldSet.of(false, added));
    }
  }
}
