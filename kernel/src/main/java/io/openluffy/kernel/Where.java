package io.openluffy.kernel;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The place a problem points at, as exactly as it is known.
 *
 * @param subject what is talked about: a file path, an object such as {@code Application
 *     argocd/openluffy-dev}, a URL without credentials; empty when there is none
 * @param line 1-based
 * @param column 1-based
 * @param field path of the field, such as {@code spec.images[0].context}
 */
public record Where(String subject, OptionalInt line, OptionalInt column, Optional<String> field) {

  public static final Where NOWHERE =
      new Where("", OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

  public static Where of(String subject) {
    return new Where(subject, OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
  }

  public static Where at(String file, int line, int column) {
    return new Where(file, OptionalInt.of(line), OptionalInt.of(column), Optional.empty());
  }

  public Where field(String path) {
    return new Where(subject, line, column, Optional.of(path));
  }

  /** {@code file:line:column field}, leaving out what is not known. */
  @Override
  public String toString() {
    var text = new StringBuilder(subject);
    line.ifPresent(l -> text.append(':').append(l));
    column.ifPresent(c -> text.append(':').append(c));
    field.ifPresent(f -> text.append(text.isEmpty() ? "" : " ").append(f));
    return text.toString();
  }
}
