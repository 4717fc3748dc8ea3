package io.openluffy.kernel.store;

import org.jspecify.annotations.Nullable;

/** One row as it is kept. */
final class Row {
  private final String key;
  private final long version;
  private final String document;
  private volatile @Nullable Object read;

  /**
   * @param version new with each write of the row, never used twice in a store
   * @param document JSON
   */
  Row(String key, long version, String document) {
    this.key = key;
    this.version = version;
    this.document = document;
  }

  String key() {
    return key;
  }

  long version() {
    return version;
  }

  String document() {
    return document;
  }

  /** What the document says; rows are values, so it is read only once. */
  <T> T as(Class<T> type) {
    var known = read;
    if (type.isInstance(known)) {
      return type.cast(known);
    }
    var fresh = Json.read(document, type);
    read = fresh;
    return fresh;
  }
}
