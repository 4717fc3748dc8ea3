package io.openluffy.playground.types.discovery;

import io.openluffy.playground.types.TypeCatalog;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Keeps documents until the catalog changes. */
final class DocumentCache {
  private final TypeCatalog catalog;
  private volatile Kept kept;

  DocumentCache(TypeCatalog catalog) {
    this.catalog = catalog;
    this.kept = new Kept(catalog.generation());
  }

  Optional<Document> get(String key, Supplier<Optional<Document>> make) {
    var current = kept;
    var generation = catalog.generation();
    if (current.generation != generation) {
      current = new Kept(generation);
      kept = current;
    }
    var known = current.documents.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    var made = make.get();
    if (made.isPresent()) {
      current.documents.put(key, made.get());
    }
    return made;
  }

  private record Kept(long generation, Map<String, Document> documents) {
    Kept(long generation) {
      this(generation, new ConcurrentHashMap<>());
    }
  }
}
