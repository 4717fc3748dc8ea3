package io.openluffy.application.diff;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.spec.IgnoreDifference;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import io.openluffy.kube.fields.FieldSet;
import java.util.List;
import java.util.regex.Pattern;

/** Takes the fields out of objects that {@code ignoreDifferences} names. */
public final class IgnoreRules {
  private IgnoreRules() {}

  /** The entries that speak of the object. */
  public static List<IgnoreDifference> matching(List<IgnoreDifference> all, ResourceKey key) {
    return all.stream().filter(one -> applies(one, key)).toList();
  }

  static boolean applies(IgnoreDifference entry, ResourceKey key) {
    return matches(entry.group(), key.group())
        && matches(entry.kind(), key.kind())
        && (entry.name().isEmpty() || entry.name().equals(key.name()))
        && (entry.namespace().isEmpty() || entry.namespace().equals(key.namespace()));
  }

  private static boolean matches(String glob, String text) {
    var parts = glob.split("\\*", -1);
    var pattern = new StringBuilder(Pattern.quote(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      pattern.append(".*").append(Pattern.quote(parts[i]));
    }
    return text.matches(pattern.toString());
  }

  /**
   * @param live whose managedFields say what a trusted manager owns
   */
  public static Manifest without(Manifest object, Manifest live, List<IgnoreDifference> entries) {
    if (entries.isEmpty()) {
      return object;
    }
    return object.with(
        copy -> {
          for (var entry : entries) {
            entry.jsonPointers().forEach(pointer -> remove(copy, pointer));
            entry.jqPathExpressions().forEach(path -> JqPlaces.remove(copy, path));
            for (var manager : entry.managedFieldsManagers()) {
              owned(live, manager).removeFrom(copy);
            }
          }
          return copy;
        });
  }

  /** The target with the live values of the ignored fields, so that a sync leaves them alone. */
  public static Manifest respecting(
      Manifest target, Manifest live, List<IgnoreDifference> entries) {
    return target.with(
        copy -> {
          for (var entry : entries) {
            entry.jsonPointers().forEach(pointer -> take(copy, live, pointer));
            entry.jqPathExpressions().forEach(path -> JqPlaces.take(copy, live.view(), path));
            for (var manager : entry.managedFieldsManagers()) {
              owned(live, manager).copy(live.view(), copy);
            }
          }
          return copy;
        });
  }

  private static FieldSet owned(Manifest live, String manager) {
    return FieldSet.ownedBy(live, manager);
  }

  private static void take(ObjectNode target, Manifest live, String pointer) {
    var there = live.at(pointer);
    if (there.isMissingNode()) {
      remove(target, pointer);
      return;
    }
    var path = JsonPointer.compile(pointer);
    if (target.at(path.head()) instanceof ObjectNode parent) {
      parent.set(path.last().getMatchingProperty(), there.deepCopy());
    }
  }

  static void remove(JsonNode object, String pointer) {
    if (!pointer.startsWith("/") || pointer.length() < 2) {
      return;
    }
    var path = JsonPointer.compile(pointer);
    var parent = object.at(path.head());
    if (parent instanceof ObjectNode fields) {
      fields.remove(path.last().getMatchingProperty());
    } else if (parent instanceof ArrayNode list && path.last().getMatchingIndex() >= 0) {
      list.remove(path.last().getMatchingIndex());
    }
  }
}
