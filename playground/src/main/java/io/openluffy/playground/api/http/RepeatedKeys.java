package io.openluffy.playground.api.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Keys that a YAML text has twice in one map, as the API server complains of them. */
final class RepeatedKeys {
  private final List<String> lines = new ArrayList<>();

  private RepeatedKeys() {}

  /** One complaint about all of them; none if there are none. */
  static List<String> of(Node document) {
    var keys = new RepeatedKeys();
    keys.walk(document);
    return keys.lines.isEmpty()
        ? List.of()
        : List.of("yaml: unmarshal errors:\n  " + String.join("\n  ", keys.lines));
  }

  private void walk(Node node) {
    switch (node) {
      case MappingNode mapping -> {
        var seen = new HashSet<String>();
        for (var entry : mapping.getValue()) {
          if (entry.getKeyNode() instanceof ScalarNode key && !seen.add(key.getValue())) {
            var line = key.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
            lines.add("line %d: key \"%s\" already set in map".formatted(line, key.getValue()));
          }
          walk(entry.getValueNode());
        }
      }
      case SequenceNode sequence -> sequence.getValue().forEach(this::walk);
      default -> {}
    }
  }
}
