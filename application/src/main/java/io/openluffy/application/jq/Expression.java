package io.openluffy.application.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What was written, taken apart. */
sealed interface Expression {
  record Identity() implements Expression {}

  /** {@code ..}: the value and everything in it. */
  record Recurse() implements Expression {}

  record Literal(JsonNode value) implements Expression {}

  /** {@code of.name} and {@code of[at]}. */
  record At(Expression of, Expression at) implements Expression {}

  /** {@code of[]}. */
  record Each(Expression of) implements Expression {}

  /** {@code of?}: what goes wrong in it yields nothing. */
  record Try(Expression of) implements Expression {}

  record Pipe(Expression from, Expression to) implements Expression {}

  record Both(Expression one, Expression other) implements Expression {}

  /** {@code one // other}. */
  record Otherwise(Expression one, Expression other) implements Expression {}

  /** {@code and}, {@code or}, and the comparisons. */
  record Binary(String operator, Expression left, Expression right) implements Expression {}

  record If(Expression condition, Expression then, Expression otherwise) implements Expression {}

  /** {@code [of]}: all results in a list. */
  record Collect(Expression of) implements Expression {}

  record Call(String name, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }
}
