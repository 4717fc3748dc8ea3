package io.openluffy.playground.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/** A valid repository name; never a path that leaves the registry's folder. */
public record RepositoryName(String value) {
  private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern FORM = Pattern.compile(PART + "(?:/" + PART + ")*");

  public static Optional<RepositoryName> parse(String text) {
    return text.length() <= 255 && FORM.matcher(text).matches()
        ? Optional.of(new RepositoryName(text))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
