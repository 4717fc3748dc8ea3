package io.openluffy.playground.types.tables;

import java.util.Optional;

/** How much of each object a table row carries. */
public enum IncludeObject {
  NONE,
  METADATA,
  OBJECT;

  /** Reads the {@code includeObject} query parameter; empty means Metadata. */
  public static Optional<IncludeObject> of(String parameter) {
    return switch (parameter) {
      case "", "Metadata" -> Optional.of(METADATA);
      case "None" -> Optional.of(NONE);
      case "Object" -> Optional.of(OBJECT);
      default -> Optional.empty();
    };
  }
}
