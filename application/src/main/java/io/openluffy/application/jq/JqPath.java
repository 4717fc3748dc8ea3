package io.openluffy.application.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An expression that names places in a document, as {@code jq} would delete them: paths, {@code
 * select} and what decides in it. There are no loops and no functions of one's own, and an
 * evaluation may take only so many steps.
 */
public final class JqPath {
  private static final int LONGEST = 2_000;

  private final String text;
  private final Expression expression;

  private JqPath(String text, Expression expression) {
    this.text = text;
    this.expression = expression;
  }

  /** Answers what was read, or why it can't be. */
  public sealed interface Answer {
    record Read(JqPath path) implements Answer {}

    record Wrong(String message) implements Answer {}
  }

  public static Answer read(String text) {
    if (text.length() > LONGEST) {
      return new Answer.Wrong("is longer than " + LONGEST + " characters");
    }
    try {
      return new Answer.Read(new JqPath(text, Parser.parse(text)));
    } catch (JqError e) {
      return new Answer.Wrong(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The places that the document has, the last first, so that they may be taken out in this order;
   * none at all when the expression makes no sense for the document.
   */
  public List<List<Step>> places(JsonNode document) {
    try {
      var found = new ArrayList<List<Step>>();
      for (var one : new Evaluation().of(expression, new Place(Optional.of(List.of()), document))) {
        if (one.path().isEmpty()) {
          return List.of();
        }
        if (!one.path().get().isEmpty() && !found.contains(one.path().get())) {
          found.add(one.path().get());
        }
      }
      return found.reversed();
    } catch (JqError | StackOverflowError e) {
      return List.of();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JqPath path && path.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
