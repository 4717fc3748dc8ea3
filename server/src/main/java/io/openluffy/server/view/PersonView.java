package io.openluffy.server.view;

import io.openluffy.git.Author;
import java.util.Optional;

/** A person ({@code Person}). */
public record PersonView(String name, Optional<String> email) {
  public static PersonView of(Author author) {
    return new PersonView(author.name(), Optional.of(author.email()));
  }
}
