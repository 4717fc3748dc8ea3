package io.openluffy.application.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The functions that are understood: those that choose places, and those that judge values. */
final class Functions {
  private static final Map<Integer, Set<String>> NAMES =
      Map.of(
          0,
          Set.of(
              "not",
              "empty",
              "length",
              "type",
              "keys",
              "any",
              "all",
              "ascii_downcase",
              "ascii_upcase",
              "tostring",
              "recurse",
              "values",
              "nulls",
              "strings",
              "numbers",
              "booleans",
              "objects",
              "arrays",
              "iterables",
              "scalars",
              "first",
              "last"),
          1,
          Set.of(
              "select",
              "first",
              "map",
              "any",
              "all",
              "has",
              "test",
              "startswith",
              "endswith",
              "contains",
              "inside",
              "ltrimstr",
              "rtrimstr",
              "split",
              "join",
              "getpath",
              "IN"),
          2,
          Set.of("test"));

  private final Evaluation evaluation;
  private final Budget budget;

  Functions(Evaluation evaluation, Budget budget) {
    this.evaluation = evaluation;
    this.budget = budget;
  }

  static boolean has(String name, int arguments) {
    return NAMES.getOrDefault(arguments, Set.of()).contains(name);
  }

  List<Place> call(String name, List<Expression> arguments, Place input) {
    return arguments.isEmpty()
        ? plain(name, input)
        : switch (name) {
          case "select" -> select(arguments.getFirst(), input);
          case "first" -> evaluation.of(arguments.getFirst(), input).stream().limit(1).toList();
          case "map" -> List.of(map(arguments.getFirst(), input));
          case "any", "all" -> List.of(quantified(name, arguments.getFirst(), input));
          case "IN" -> List.of(isAmong(arguments.getFirst(), input));
          case "getpath" -> getPath(arguments.getFirst(), input);
          default -> judged(name, arguments, input);
        };
  }

  private List<Place> plain(String name, Place input) {
    var value = input.value();
    return switch (name) {
      case "empty" -> List.of();
      case "recurse" -> evaluation.of(new Expression.Recurse(), input);
      case "first" -> List.of(element(input, 0));
      case "last" -> List.of(element(input, value.size() - 1));
      case "values" -> value.isNull() ? List.of() : List.of(input);
      case "nulls", "strings", "numbers", "booleans", "objects", "arrays" ->
          (type(value) + "s").equals(name) ? List.of(input) : List.of();
      case "iterables" -> value.isContainerNode() ? List.of(input) : List.of();
      case "scalars" -> value.isContainerNode() ? List.of() : List.of(input);
      default -> List.of(Place.computed(computed(name, value)));
    };
  }

  private static Place element(Place input, int at) {
    if (!input.value().isArray()) {
      throw new JqError("Cannot index " + type(input.value()) + " with a number");
    }
    return input.in(
        new Step.Index(Math.max(0, at)),
        input.value().has(at) ? input.value().get(at) : JsonNodeFactory.instance.nullNode());
  }

  private static JsonNode computed(String name, JsonNode value) {
    return switch (name) {
      case "not" -> BooleanNode.valueOf(!Evaluation.isTrue(value));
      case "length" -> IntNode.valueOf(value.isTextual() ? value.asText().length() : value.size());
      case "type" -> TextNode.valueOf(type(value));
      case "keys" -> keys(value);
      case "any" -> BooleanNode.valueOf(value.valueStream().anyMatch(Evaluation::isTrue));
      case "all" -> BooleanNode.valueOf(value.valueStream().allMatch(Evaluation::isTrue));
      case "ascii_downcase" -> TextNode.valueOf(text(value).toLowerCase(Locale.ROOT));
      case "ascii_upcase" -> TextNode.valueOf(text(value).toUpperCase(Locale.ROOT));
      default -> value.isTextual() ? value : TextNode.valueOf(value.toString());
    };
  }

  private static JsonNode keys(JsonNode value) {
    var names = JsonNodeFactory.instance.arrayNode();
    value.propertyStream().map(Map.Entry::getKey).sorted().forEach(names::add);
    return names;
  }

  private List<Place> select(Expression condition, Place input) {
    var found = new ArrayList<Place>();
    for (var one : evaluation.values(condition, input.value())) {
      if (Evaluation.isTrue(one)) {
        found.add(input);
      }
    }
    return found;
  }

  private Place map(Expression each, Place input) {
    return Place.computed(
        Evaluation.list(
            evaluation.of(
                new Expression.Pipe(new Expression.Each(new Expression.Identity()), each), input)));
  }

  private Place quantified(String name, Expression condition, Place input) {
    var all = map(condition, input).value().valueStream();
    boolean is =
        name.equals("any") ? all.anyMatch(Evaluation::isTrue) : all.allMatch(Evaluation::isTrue);
    return Place.computed(BooleanNode.valueOf(is));
  }

  private Place isAmong(Expression candidates, Place input) {
    boolean is =
        evaluation.values(candidates, input.value()).stream()
            .anyMatch(one -> Values.same(one, input.value()));
    return Place.computed(BooleanNode.valueOf(is));
  }

  private List<Place> getPath(Expression path, Place input) {
    var found = new ArrayList<Place>();
    for (var way : evaluation.values(path, input.value())) {
      Expression whole = new Expression.Identity();
      for (var step : way) {
        whole = new Expression.At(whole, new Expression.Literal(step));
      }
      found.addAll(evaluation.of(whole, input));
    }
    return found;
  }

  private List<Place> judged(String name, List<Expression> arguments, Place input) {
    var found = new ArrayList<Place>();
    for (var argument : evaluation.values(arguments.getFirst(), input.value())) {
      budget.step();
      found.add(Place.computed(judged(name, input.value(), argument, flags(arguments, input))));
    }
    return found;
  }

  private String flags(List<Expression> arguments, Place input) {
    return arguments.size() < 2
        ? ""
        : evaluation.values(arguments.get(1), input.value()).stream()
            .map(JsonNode::asText)
            .findFirst()
            .orElse("");
  }

  private JsonNode judged(String name, JsonNode value, JsonNode argument, String flags) {
    return switch (name) {
      case "has" -> BooleanNode.valueOf(hasEntry(value, argument));
      case "test" -> BooleanNode.valueOf(test(text(value), text(argument), flags));
      case "startswith" -> BooleanNode.valueOf(text(value).startsWith(text(argument)));
      case "endswith" -> BooleanNode.valueOf(text(value).endsWith(text(argument)));
      case "contains" -> BooleanNode.valueOf(Values.contains(value, argument, budget));
      case "inside" -> BooleanNode.valueOf(Values.contains(argument, value, budget));
      case "ltrimstr" -> TextNode.valueOf(trimmed(text(value), text(argument)));
      case "rtrimstr" ->
          text(value).endsWith(text(argument))
              ? TextNode.valueOf(
                  text(value).substring(0, text(value).length() - text(argument).length()))
              : value;
      case "split" -> split(text(value), text(argument));
      default ->
          TextNode.valueOf(
              String.join(text(argument), value.valueStream().map(JsonNode::asText).toList()));
    };
  }

  private static String trimmed(String text, String start) {
    return text.startsWith(start) ? text.substring(start.length()) : text;
  }

  private static boolean hasEntry(JsonNode value, JsonNode entry) {
    return value.isArray() ? value.has(entry.asInt(-1)) : value.has(entry.asText());
  }

  private static JsonNode split(String text, String separator) {
    var parts = JsonNodeFactory.instance.arrayNode();
    for (var part : text.split(Pattern.quote(separator), -1)) {
      parts.add(part);
    }
    return parts;
  }

  private boolean test(String text, String pattern, String flags) {
    try {
      int how = flags.contains("i") ? Pattern.CASE_INSENSITIVE : 0;
      return Pattern.compile(pattern, how).matcher(budget.watched(text)).find();
    } catch (PatternSyntaxException e) {
      throw new JqError("'" + pattern + "' is no pattern: " + e.getDescription());
    }
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new JqError(type(value) + " is no text");
    }
    return value.asText();
  }

  static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "array";
      case OBJECT, POJO -> "object";
      case STRING, BINARY -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case NULL, MISSING -> "null";
    };
  }
}
