package io.openluffy.application.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;

/** Finds what an expression names in one document. */
final class Evaluation {
  private final Budget budget = new Budget();
  private final Functions functions = new Functions(this, budget);

  List<Place> of(Expression expression, Place input) {
    budget.step();
    return switch (expression) {
      case Expression.Identity() -> List.of(input);
      case Expression.Recurse() -> recurse(input);
      case Expression.Literal(var value) -> List.of(Place.computed(value));
      case Expression.At(var of, var at) -> at(of, at, input);
      case Expression.Each(var of) -> each(of, input);
      case Expression.Try(var of) -> attempt(of, input);
      case Expression.Pipe(var from, var to) -> piped(from, to, input);
      case Expression.Both(var one, var other) -> joined(of(one, input), of(other, input));
      case Expression.Otherwise(var one, var other) -> otherwise(one, other, input);
      case Expression.Binary(var operator, var left, var right) ->
          binary(operator, left, right, input);
      case Expression.If(var condition, var then, var otherwise) ->
          choice(condition, then, otherwise, input);
      case Expression.Collect(var of) -> List.of(Place.computed(list(of(of, input))));
      case Expression.Call(var name, var arguments) -> functions.call(name, arguments, input);
    };
  }

  List<JsonNode> values(Expression expression, JsonNode input) {
    return of(expression, Place.computed(input)).stream().map(Place::value).toList();
  }

  static boolean isTrue(JsonNode value) {
    return !(value.isNull() || value.isMissingNode() || (value.isBoolean() && !value.asBoolean()));
  }

  static JsonNode list(List<Place> places) {
    var list = JsonNodeFactory.instance.arrayNode();
    places.forEach(one -> list.add(one.value()));
    return list;
  }

  private static List<Place> joined(List<Place> some, List<Place> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private List<Place> piped(Expression from, Expression to, Place input) {
    var found = new ArrayList<Place>();
    of(from, input).forEach(one -> found.addAll(of(to, one)));
    return found;
  }

  private List<Place> recurse(Place input) {
    var found = new ArrayList<Place>();
    found.add(input);
    for (var inner : children(input)) {
      found.addAll(recurse(inner));
    }
    return found;
  }

  private List<Place> children(Place place) {
    var found = new ArrayList<Place>();
    if (place.value().isObject()) {
      place
          .value()
          .properties()
          .forEach(one -> found.add(place.in(new Step.Field(one.getKey()), one.getValue())));
    } else if (place.value().isArray()) {
      for (int i = 0; i < place.value().size(); i++) {
        found.add(place.in(new Step.Index(i), place.value().get(i)));
      }
    }
    found.forEach(_ -> budget.step());
    return found;
  }

  private List<Place> each(Expression of, Place input) {
    var found = new ArrayList<Place>();
    for (var one : of(of, input)) {
      if (!one.value().isContainerNode()) {
        throw new JqError("Cannot iterate over " + Functions.type(one.value()));
      }
      found.addAll(children(one));
    }
    return found;
  }

  private List<Place> at(Expression of, Expression at, Place input) {
    var found = new ArrayList<Place>();
    for (var one : of(of, input)) {
      for (var name : of(at, input)) {
        found.add(entered(one, name.value()));
      }
    }
    return found;
  }

  private static Place entered(Place place, JsonNode name) {
    var value = place.value();
    if (name.isTextual() && (value.isObject() || value.isNull())) {
      return place.in(new Step.Field(name.asText()), known(value.path(name.asText())));
    }
    if (name.isIntegralNumber() && (value.isArray() || value.isNull())) {
      int at = name.asInt() < 0 ? value.size() + name.asInt() : name.asInt();
      return place.in(new Step.Index(at), known(value.path(at)));
    }
    throw new JqError("Cannot index " + Functions.type(value) + " with " + name);
  }

  private static JsonNode known(JsonNode value) {
    return value.isMissingNode() ? NullNode.getInstance() : value;
  }

  private List<Place> attempt(Expression of, Place input) {
    try {
      return of(of, input);
    } catch (JqError e) {
      budget.step();
      return List.of();
    }
  }

  private List<Place> otherwise(Expression one, Expression other, Place input) {
    var good = attempt(one, input).stream().filter(found -> isTrue(found.value())).toList();
    return good.isEmpty() ? of(other, input) : good;
  }

  private List<Place> choice(
      Expression condition, Expression then, Expression otherwise, Place input) {
    var found = new ArrayList<Place>();
    for (var one : of(condition, input)) {
      found.addAll(of(isTrue(one.value()) ? then : otherwise, input));
    }
    return found;
  }

  private List<Place> binary(String operator, Expression left, Expression right, Place input) {
    var found = new ArrayList<Place>();
    for (var one : of(left, input)) {
      boolean decided =
          operator.equals("and")
              ? !isTrue(one.value())
              : operator.equals("or") && isTrue(one.value());
      if (decided) {
        found.add(Place.computed(BooleanNode.valueOf(operator.equals("or"))));
        continue;
      }
      for (var other : of(right, input)) {
        budget.step();
        boolean is = Values.compare(operator, one.value(), other.value());
        found.add(Place.computed(BooleanNode.valueOf(is)));
      }
    }
    return found;
  }
}
