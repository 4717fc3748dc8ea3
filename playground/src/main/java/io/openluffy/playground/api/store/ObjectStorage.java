package io.openluffy.playground.api.store;

import java.util.List;

/** Where objects survive: loaded once at start, then only appended to. */
public interface ObjectStorage {
  /** Everything that was appended and has not been deleted since. */
  Contents load();

  /**
   * Keeps the changes, all or none; when it returns they survive a kill. Versions only ever grow,
   * and the last one is remembered even if all objects are gone.
   */
  void append(List<Change> changes);

  /**
   * What a storage held.
   *
   * @param version the last version that was ever given out
   */
  record Contents(long version, List<StoredObject> objects) {
    public Contents {
      objects = List.copyOf(objects);
    }
  }
}
