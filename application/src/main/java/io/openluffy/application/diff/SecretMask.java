package io.openluffy.application.diff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.target.NormaliseRules;
import io.openluffy.kube.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hides the values of Secrets: each distinct value of a key becomes its own number of plus signs,
 * so that one sees that it changed, and nothing else.
 */
public final class SecretMask {
  private SecretMask() {}

  /** Both sides, masked together. */
  public record Pair(Optional<Manifest> first, Optional<Manifest> second) {}

  public static Pair mask(Optional<Manifest> first, Optional<Manifest> second) {
    var masks = new HashMap<String, Map<String, String>>();
    return new Pair(first.map(one -> masked(one, masks)), second.map(one -> masked(one, masks)));
  }

  public static Manifest mask(Manifest object) {
    return masked(object, new HashMap<>());
  }

  private static Manifest masked(Manifest object, Map<String, Map<String, String>> masks) {
    if (!NormaliseRules.isSecret(object)) {
      return object;
    }
    return object.with(
        copy -> {
          for (var field : List.of("data", "stringData")) {
            hide(copy, field, masks);
          }
          if (copy.at("/metadata/annotations") instanceof ObjectNode annotations) {
            annotations.remove(NormaliseRules.LAST_APPLIED);
          }
          return copy;
        });
  }

  private static void hide(
      ObjectNode object, String field, Map<String, Map<String, String>> masks) {
    if (!object.has(field)) {
      return;
    }
    if (!(object.get(field) instanceof ObjectNode values)) {
      object.put(field, "++++++++");
      return;
    }
    var names = new ArrayList<String>();
    values.fieldNames().forEachRemaining(names::add);
    for (var name : names) {
      var known = masks.computeIfAbsent(name, key -> new HashMap<>());
      var value = values.get(name).toString();
      int length = 8 + 4 * known.size();
      values.put(name, known.computeIfAbsent(value, key -> "+".repeat(length)));
    }
  }
}
