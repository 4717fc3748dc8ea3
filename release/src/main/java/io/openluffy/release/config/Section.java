package io.openluffy.release.config;

import io.openluffy.kernel.Problem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A map of the document, read key by key; in the end, keys nobody asked for are problems. */
final class Section {
  private final Value self;
  private final Map<String, Value> keys = new LinkedHashMap<>();
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  private Section(Value self) {
    this.self = self;
  }

  static Section of(Value self, MappingNode mapping) {
    var section = new Section(self);
    for (var tuple : mapping.getValue()) {
      var key = new Value(self.file(), self.path(), tuple.getKeyNode(), self.problems());
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        key.problem("config.wrong-type", "A key must be a text.", "");
        continue;
      }
      var path = self.path().isEmpty() ? scalar.getValue() : self.path() + "." + scalar.getValue();
      var value = new Value(self.file(), path, tuple.getValueNode(), self.problems());
      if (section.values.putIfAbsent(scalar.getValue(), value) == null) {
        section.keys.put(scalar.getValue(), key);
      } else {
        key.problem(
            "config.duplicate-key",
            "The key '" + scalar.getValue() + "' is there twice.",
            "Keep one of them.");
      }
    }
    return section;
  }

  /** All keys with their values, for maps whose keys are free. */
  Map<String, Value> entries() {
    asked.addAll(values.keySet());
    return values;
  }

  Optional<Value> optional(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key));
  }

  Optional<Value> required(String key) {
    var value = optional(key);
    if (value.isEmpty()) {
      self.problem("config.missing-key", "The key '" + key + "' is missing here.", "");
    }
    return value;
  }

  /** Refuses a key that is planned and does nothing yet, so that nobody relies on it. */
  void notYet(String key) {
    optional(key)
        .ifPresent(
            value ->
                value.problem(
                    "config.not-enforced", key + " are not enforced yet.", "Remove the key."));
  }

  void done() {
    for (var key : keys.entrySet()) {
      if (!asked.contains(key.getKey())) {
        var name = self.path().isEmpty() ? "this document" : "'" + self.path() + "'";
        key.getValue()
            .problem(
                "config.unknown-key",
                "'" + key.getKey() + "' is not a key of " + name + ".",
                Suggestions.among(key.getKey(), asked));
      }
    }
  }

  Value self() {
    return self;
  }

  List<Problem> problems() {
    return self.problems();
  }
}
