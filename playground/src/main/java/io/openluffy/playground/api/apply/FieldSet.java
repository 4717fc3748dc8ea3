package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A set of paths in an object, as {@code FieldsV1} writes it.
 *
 * <p>A path element is written {@code f:name} (a field or a key of a map), {@code k:{"name":"x"}}
 * (an item of a list by its keys) or {@code v:"x"} (an item of a set). A node says whether its own
 * path is in the set, and what is in the set below it. Sets are never changed once built.
 */
public final class FieldSet {
  public static final FieldSet EMPTY = new FieldSet(false, new TreeMap<>());

  /** A path that is in the set, with nothing below. */
  static final FieldSet LEAF = new FieldSet(true, new TreeMap<>());

  private final boolean member;
  private final Map<String, FieldSet> children;

  private FieldSet(boolean member, Map<String, FieldSet> children) {
    this.member = member;
    this.children = children;
  }

  /** A node with children; those that are empty are left out. */
  static FieldSet of(boolean member, Map<String, FieldSet> children) {
    var kept = new TreeMap<String, FieldSet>();
    children.forEach(
        (element, child) -> {
          if (!child.isEmpty()) {
            kept.put(element, child);
          }
        });
    return kept.isEmpty() ? none(member) : new FieldSet(member, kept);
  }

  private static FieldSet none(boolean member) {
    return member ? LEAF : EMPTY;
  }

  /** The set of one path, given by its elements. */
  public static FieldSet path(String... elements) {
    var set = LEAF;
    for (var i = elements.length - 1; i >= 0; i--) {
      set = of(false, Map.of(elements[i], set));
    }
    return set;
  }

  static String field(String name) {
    return "f:" + name;
  }

  public boolean isEmpty() {
    return !member && children.isEmpty();
  }

  /** Whether this node's own path is in the set. */
  boolean isMember() {
    return member;
  }

  Map<String, FieldSet> children() {
    return children;
  }

  FieldSet child(String element) {
    return children.getOrDefault(element, EMPTY);
  }

  FieldSet asMember() {
    return member ? this : new FieldSet(true, children);
  }

  public FieldSet union(FieldSet other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    var merged = new TreeMap<>(children);
    other.children.forEach((element, child) -> merged.merge(element, child, FieldSet::union));
    return new FieldSet(member || other.member, merged);
  }

  public FieldSet intersection(FieldSet other) {
    if (isEmpty() || other.isEmpty()) {
      return EMPTY;
    }
    var shared = new TreeMap<String, FieldSet>();
    children.forEach(
        (element, child) -> {
          var both = child.intersection(other.child(element));
          if (!both.isEmpty()) {
            shared.put(element, both);
          }
        });
    return new FieldSet(member && other.member, shared);
  }

  /** The paths that the other does not have; what lies below a removed path stays. */
  public FieldSet difference(FieldSet other) {
    if (other.isEmpty()) {
      return this;
    }
    var left = new TreeMap<String, FieldSet>();
    children.forEach(
        (element, child) -> {
          var rest = child.difference(other.child(element));
          if (!rest.isEmpty()) {
            left.put(element, rest);
          }
        });
    return new FieldSet(member && !other.member, left);
  }

  /** The paths that are neither in the other nor below one of its paths. */
  public FieldSet without(FieldSet other) {
    if (other.member) {
      return EMPTY;
    }
    if (other.isEmpty()) {
      return this;
    }
    var left = new TreeMap<String, FieldSet>();
    children.forEach(
        (element, child) -> {
          var rest = child.without(other.child(element));
          if (!rest.isEmpty()) {
            left.put(element, rest);
          }
        });
    return new FieldSet(member, left);
  }

  /** Every path of the set, as the elements that lead to it; the shorter ones first. */
  public void forEachPath(BiConsumer<List<String>, FieldSet> visitor) {
    walk(new ArrayList<>(), visitor);
  }

  private void walk(List<String> path, BiConsumer<List<String>, FieldSet> visitor) {
    children.forEach(
        (element, child) -> {
          if (child.member) {
            path.add(element);
            visitor.accept(List.copyOf(path), child);
            path.removeLast();
          }
        });
    children.forEach(
        (element, child) -> {
          path.add(element);
          child.walk(path, visitor);
          path.removeLast();
        });
  }

  /** As the {@code fieldsV1} of a managedFields entry. */
  public ObjectNode toJson() {
    var node = JsonNodeFactory.instance.objectNode();
    if (member && !children.isEmpty()) {
      node.putObject(".");
    }
    children.forEach((element, child) -> node.set(element, child.toJson()));
    return node;
  }

  /** Reads what {@link #toJson} writes; throws IllegalArgumentException when it is none. */
  public static FieldSet fromJson(JsonNode fields) {
    return fromJson(fields, false);
  }

  private static FieldSet fromJson(JsonNode fields, boolean below) {
    if (!(fields instanceof ObjectNode node)) {
      throw new IllegalArgumentException("fieldsV1 is not an object");
    }
    var children = new TreeMap<String, FieldSet>();
    var self = below && node.isEmpty();
    for (var entry : node.properties()) {
      if (entry.getKey().equals(".")) {
        self = true;
      } else {
        children.put(PathElements.canonical(entry.getKey()), fromJson(entry.getValue(), true));
      }
    }
    return new FieldSet(self, children);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && set.member == member && set.children.equals(children);
  }

  @Override
  public int hashCode() {
    return children.hashCode() * 2 + (member ? 1 : 0);
  }

  @Override
  public String toString() {
    return toJson().toString();
  }
}
