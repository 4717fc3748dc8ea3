package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds values in an object by Kubernetes' kind of JSONPath.
 *
 * <p>It knows fields ({@code .a}, {@code ['a']}, {@code \.} inside a name), positions and ranges
 * ({@code [0]}, {@code [-1]}, {@code [1:3]}), all entries ({@code [*]}), descent ({@code ..a}), and
 * filters ({@code [?(@.type=="Ready")]}).
 */
public final class JsonPath {
  private final List<Step> steps;

  private JsonPath(List<Step> steps) {
    this.steps = steps;
  }

  /** Empty when the text is no path that we can follow. */
  public static Optional<JsonPath> parse(String text) {
    return new JsonPathReader(text).steps().map(JsonPath::new);
  }

  public Optional<JsonNode> first(JsonNode object) {
    return all(object).findFirst();
  }

  public Stream<JsonNode> all(JsonNode object) {
    var found = Stream.of(object);
    for (var step : steps) {
      found = found.flatMap(step::from);
    }
    return found;
  }

  /** One step from a value to values inside it. */
  interface Step {
    Stream<JsonNode> from(JsonNode value);
  }

  record Field(String name) implements Step {
    @Override
    public Stream<JsonNode> from(JsonNode value) {
      var inner = value.get(name);
      return inner == null ? Stream.empty() : Stream.of(inner);
    }
  }

  /** Entries from a position up to another; negative positions count from the end. */
  record Range(int from, Optional<Integer> to) implements Step {
    @Override
    public Stream<JsonNode> from(JsonNode value) {
      if (!value.isArray()) {
        return Stream.empty();
      }
      var size = value.size();
      var first = Math.max(0, from < 0 ? size + from : from);
      var end = to.map(given -> given < 0 ? size + given : given).orElse(size);
      return value.valueStream().skip(first).limit(Math.max(0, end - first));
    }
  }

  /** All entries of a list, or all values of an object. */
  record All() implements Step {
    @Override
    public Stream<JsonNode> from(JsonNode value) {
      return value.isContainerNode() ? value.valueStream() : Stream.empty();
    }
  }

  /** A value and everything below it. */
  record Descent() implements Step {
    @Override
    public Stream<JsonNode> from(JsonNode value) {
      return value.isContainerNode()
          ? Stream.concat(Stream.of(value), value.valueStream().flatMap(this::from))
          : Stream.of(value);
    }
  }

  /** Several fields or positions at once. */
  record Union(List<Step> steps) implements Step {
    @Override
    public Stream<JsonNode> from(JsonNode value) {
      return steps.stream().flatMap(step -> step.from(value));
    }
  }

  /** Entries for which a comparison holds; without an operator, those that have the path. */
  record Filter(JsonPath path, String operator, Optional<JsonNode> wanted) implements Step {
    @Override
    public Stream<JsonNode> from(JsonNode value) {
      return value.isContainerNode() ? value.valueStream().filter(this::holds) : Stream.empty();
    }

    private boolean holds(JsonNode entry) {
      var found = path.first(entry);
      if (found.isEmpty() || wanted.isEmpty()) {
        return found.isPresent() && operator.isEmpty();
      }
      var order = compare(found.get(), wanted.get());
      return switch (operator) {
        case "==" -> order == 0;
        case "!=" -> order != 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        default -> false;
      };
    }

    private static int compare(JsonNode one, JsonNode other) {
      return one.isNumber() && other.isNumber()
          ? one.decimalValue().compareTo(other.decimalValue())
          : one.asText().compareTo(other.asText());
    }
  }

  static JsonPath of(List<Step> steps) {
    return new JsonPath(steps);
  }
}
