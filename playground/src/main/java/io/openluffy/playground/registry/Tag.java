package io.openluffy.playground.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/** A valid tag of an image. */
public record Tag(String value) {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  public static Optional<Tag> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new Tag(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
