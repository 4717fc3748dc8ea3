package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.playground.types.tables.JsonPath.All;
import io.openluffy.playground.types.tables.JsonPath.Descent;
import io.openluffy.playground.types.tables.JsonPath.Field;
import io.openluffy.playground.types.tables.JsonPath.Filter;
import io.openluffy.playground.types.tables.JsonPath.Range;
import io.openluffy.playground.types.tables.JsonPath.Step;
import io.openluffy.playground.types.tables.JsonPath.Union;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the text of a {@link JsonPath}. */
final class JsonPathReader {
  private static final Pattern FILTER =
      Pattern.compile("\\?\\(\\s*@(.*?)\\s*(?:(==|!=|<=|>=|<|>)\\s*(.+?))?\\s*\\)", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");
  private static final Pattern RANGE = Pattern.compile("(-?[0-9]{1,9})?:(-?[0-9]{1,9})?");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

  private final String text;
  private int at;

  JsonPathReader(String text) {
    var bare = text.strip();
    if (bare.startsWith("{") && bare.endsWith("}")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    this.text = bare.startsWith("$") ? bare.substring(1) : bare;
  }

  Optional<List<Step>> steps() {
    var steps = new ArrayList<Step>();
    while (at < text.length()) {
      if (text.charAt(at) == '[') {
        var inside = bracket();
        var step = inside.flatMap(this::inBrackets);
        if (step.isEmpty()) {
          return Optional.empty();
        }
        steps.add(step.get());
      } else {
        dotted(steps);
      }
    }
    return Optional.of(steps);
  }

  private void dotted(List<Step> steps) {
    if (text.startsWith("..", at)) {
      steps.add(new Descent());
      at += 2;
    } else if (text.charAt(at) == '.') {
      at++;
    }
    var name = name();
    if (name.equals("*")) {
      steps.add(new All());
    } else if (!name.isEmpty()) {
      steps.add(new Field(name));
    }
  }

  private String name() {
    var name = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      name.append(text.charAt(at++));
    }
    return name.toString();
  }

  /** What stands between a bracket and the one that closes it, with quotes respected. */
  private Optional<String> bracket() {
    var start = ++at;
    var depth = 1;
    var quote = '\0';
    for (; at < text.length(); at++) {
      var c = text.charAt(at);
      if (quote != '\0') {
        quote = c == quote ? '\0' : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '[') {
        depth++;
      } else if (c == ']' && --depth == 0) {
        return Optional.of(text.substring(start, at++).strip());
      }
    }
    return Optional.empty();
  }

  private Optional<Step> inBrackets(String inside) {
    if (inside.equals("*")) {
      return Optional.of(new All());
    }
    var filter = FILTER.matcher(inside);
    if (filter.matches()) {
      var value = Optional.ofNullable(filter.group(3)).map(JsonPathReader::literal);
      var operator = filter.group(2) == null ? "" : filter.group(2);
      return new JsonPathReader(filter.group(1))
          .steps()
          .map(steps -> new Filter(JsonPath.of(steps), operator, value));
    }
    var parts = new ArrayList<Step>();
    for (var part : inside.split(",")) {
      var step = single(part.strip());
      if (step.isEmpty()) {
        return Optional.empty();
      }
      parts.add(step.get());
    }
    return Optional.of(parts.size() == 1 ? parts.getFirst() : new Union(parts));
  }

  private static Optional<Step> single(String part) {
    if (isQuoted(part)) {
      return Optional.of(new Field(part.substring(1, part.length() - 1)));
    }
    if (NUMBER.matcher(part).matches()) {
      var index = Integer.parseInt(part);
      return Optional.of(new Range(index, index == -1 ? Optional.empty() : Optional.of(index + 1)));
    }
    var range = RANGE.matcher(part);
    if (!range.matches()) {
      return Optional.empty();
    }
    var from = range.group(1) == null ? 0 : Integer.parseInt(range.group(1));
    return Optional.of(new Range(from, Optional.ofNullable(range.group(2)).map(Integer::parseInt)));
  }

  private static JsonNode literal(String text) {
    var nodes = JsonNodeFactory.instance;
    if (isQuoted(text)) {
      return nodes.textNode(text.substring(1, text.length() - 1));
    }
    return DECIMAL.matcher(text).matches()
        ? nodes.numberNode(new BigDecimal(text))
        : nodes.textNode(text);
  }

  private static boolean isQuoted(String text) {
    return text.length() >= 2
        && (text.startsWith("'") || text.startsWith("\""))
        && text.endsWith(text.substring(0, 1));
  }
}
