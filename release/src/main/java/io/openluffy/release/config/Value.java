package io.openluffy.release.config;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of a document with its place; a wrong type goes to the problems.
 *
 * @param path of the field, such as {@code spec.images[0].context}
 */
record Value(String file, String path, Node node, List<Problem> problems) {

  Where where() {
    var where = YamlDocuments.where(file, node.getStartMark());
    return path.isEmpty() ? where : where.field(path);
  }

  Optional<String> text() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return Optional.of(scalar.getValue());
    }
    var quoted = node instanceof ScalarNode && !isNull();
    wrongType("a text", quoted ? "Put it in quotes." : "");
    return Optional.empty();
  }

  /** A text, or whatever is written for a number or a boolean. */
  Optional<String> scalar() {
    if (node instanceof ScalarNode scalar && !isNull()) {
      return Optional.of(scalar.getValue());
    }
    wrongType("a text or a number", "");
    return Optional.empty();
  }

  Optional<Integer> integer() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
      try {
        return Optional.of(Integer.decode(scalar.getValue()));
      } catch (NumberFormatException e) {
        problem("config.bad-value", "'" + scalar.getValue() + "' is too large a number.", "");
        return Optional.empty();
      }
    }
    wrongType("a whole number", "");
    return Optional.empty();
  }

  Optional<Boolean> bool() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Optional.of(scalar.getValue().equalsIgnoreCase("true"));
    }
    wrongType("true or false", "");
    return Optional.empty();
  }

  Optional<Section> section() {
    if (node instanceof MappingNode mapping) {
      return Optional.of(Section.of(this, mapping));
    }
    wrongType("a map of keys", "");
    return Optional.empty();
  }

  List<Value> items() {
    if (node instanceof SequenceNode sequence) {
      var items = new ArrayList<Value>();
      for (var item : sequence.getValue()) {
        items.add(new Value(file, path + "[" + items.size() + "]", item, problems));
      }
      return items;
    }
    wrongType("a list", "");
    return List.of();
  }

  void problem(String code, String message, String remedy) {
    problems.add(Problem.user(code, message, where(), remedy));
  }

  private void wrongType(String wanted, String remedy) {
    problem("config.wrong-type", "This must be " + wanted + ", and it is " + kind() + ".", remedy);
  }

  private boolean isNull() {
    return node.getTag().equals(Tag.NULL);
  }

  private String kind() {
    return switch (node) {
      case MappingNode ignored -> "a map";
      case SequenceNode ignored -> "a list";
      case ScalarNode scalar when isNull() -> "empty";
      case ScalarNode scalar when scalar.getTag().equals(Tag.BOOL) ->
          "true or false (" + scalar.getValue() + ")";
      case ScalarNode scalar
          when scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT) ->
          "a number (" + scalar.getValue() + ")";
      default -> "something else (" + node.getTag() + ")";
    };
  }
}
