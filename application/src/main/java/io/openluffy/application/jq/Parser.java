package io.openluffy.application.jq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes an expression apart, loosest binding first: pipe, comma, alternative, or, and, compare. */
final class Parser {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final int DEPTH = 60;

  private final List<Token> tokens;
  private int next;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Expression parse(String text) {
    var parser = new Parser(Tokens.of(text));
    var whole = parser.pipe();
    parser.expect(parser.peek().kind() == Token.Kind.END, "an operator or the end");
    return whole;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private boolean took(String sign) {
    if (peek().is(sign)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(boolean is, String what) {
    if (!is) {
      throw new JqError(
          "'"
              + peek().text()
              + "' at column "
              + peek().at()
              + " is not understood: expected "
              + what);
    }
  }

  private void need(String sign) {
    expect(took(sign), "'" + sign + "'");
  }

  private Expression pipe() {
    expect(++depth <= DEPTH, "less nesting");
    var left = comma();
    var whole = took("|") ? new Expression.Pipe(left, pipe()) : left;
    depth--;
    return whole;
  }

  private Expression comma() {
    var left = alternative();
    while (took(",")) {
      left = new Expression.Both(left, alternative());
    }
    return left;
  }

  private Expression alternative() {
    var left = or();
    return took("//") ? new Expression.Otherwise(left, alternative()) : left;
  }

  private Expression or() {
    var left = and();
    while (took("or")) {
      left = new Expression.Binary("or", left, and());
    }
    return left;
  }

  private Expression and() {
    var left = comparison();
    while (took("and")) {
      left = new Expression.Binary("and", left, comparison());
    }
    return left;
  }

  private Expression comparison() {
    var left = postfix(term());
    if (peek().kind() == Token.Kind.SIGN && COMPARISONS.contains(peek().text())) {
      var operator = take().text();
      return new Expression.Binary(operator, left, postfix(term()));
    }
    return left;
  }

  private Expression postfix(Expression of) {
    var whole = of;
    while (true) {
      if (peek().kind() == Token.Kind.FIELD) {
        whole = new Expression.At(whole, text(take().text()));
      } else if (took("?")) {
        whole = lenient(whole);
      } else if (took("[")) {
        whole = brackets(whole);
      } else if (peek().is(".") && tokens.get(next + 1).kind() == Token.Kind.TEXT) {
        next++;
        whole = new Expression.At(whole, literal());
      } else if (peek().is(".") && tokens.get(next + 1).is("[")) {
        next++;
      } else {
        return whole;
      }
    }
  }

  /** A question mark forgives the last step alone. */
  private static Expression lenient(Expression whole) {
    var self = new Expression.Identity();
    return switch (whole) {
      case Expression.Each(var of) ->
          new Expression.Pipe(of, new Expression.Try(new Expression.Each(self)));
      case Expression.At(var of, Expression.Literal at) ->
          new Expression.Pipe(of, new Expression.Try(new Expression.At(self, at)));
      default -> new Expression.Try(whole);
    };
  }

  private Expression brackets(Expression of) {
    if (took("]")) {
      return new Expression.Each(of);
    }
    var at = pipe();
    need("]");
    return new Expression.At(of, at);
  }

  private static Expression text(String text) {
    return new Expression.Literal(JsonNodeFactory.instance.textNode(text));
  }

  private Expression literal() {
    return new Expression.Literal(json(take()));
  }

  private static JsonNode json(Token token) {
    try {
      return JSON.readTree(token.text());
    } catch (JsonProcessingException _) {
      throw new JqError("'" + token.text() + "' at column " + token.at() + " is no value");
    }
  }

  private Expression term() {
    var token = peek();
    return switch (token.kind()) {
      case FIELD -> {
        next++;
        yield new Expression.At(new Expression.Identity(), text(token.text()));
      }
      case TEXT, NUMBER -> literal();
      case NAME -> named();
      case SIGN -> signed();
      case END -> {
        expect(false, "an expression");
        yield new Expression.Identity();
      }
    };
  }

  private Expression signed() {
    if (took("..")) {
      return new Expression.Recurse();
    }
    if (took("(")) {
      var inner = pipe();
      need(")");
      return inner;
    }
    if (took("[")) {
      if (took("]")) {
        return new Expression.Literal(JsonNodeFactory.instance.arrayNode());
      }
      var inner = pipe();
      need("]");
      return new Expression.Collect(inner);
    }
    need(".");
    if (peek().kind() == Token.Kind.TEXT) {
      return new Expression.At(new Expression.Identity(), literal());
    }
    return new Expression.Identity();
  }

  private Expression named() {
    var token = take();
    return switch (token.text()) {
      case "true", "false", "null" -> new Expression.Literal(json(token));
      case "if" -> condition();
      default -> call(token);
    };
  }

  private Expression condition() {
    var condition = pipe();
    need("then");
    var then = pipe();
    if (took("elif")) {
      return new Expression.If(condition, then, condition());
    }
    var otherwise = took("else") ? pipe() : new Expression.Identity();
    need("end");
    return new Expression.If(condition, then, otherwise);
  }

  private Expression call(Token name) {
    var arguments = new ArrayList<Expression>();
    if (took("(")) {
      do {
        arguments.add(pipe());
      } while (took(";"));
      need(")");
    }
    if (!Functions.has(name.text(), arguments.size())) {
      throw new JqError(
          "'%s' at column %d is not among the functions that are understood"
              .formatted(name.text(), name.at()));
    }
    return new Expression.Call(name.text(), arguments);
  }
}
