package io.openluffy.playground.api.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A storage that lives as long as this object: a store dropped and opened on it again goes on. */
public final class InMemoryObjectStorage implements ObjectStorage {
  private final Map<ObjectKey, StoredObject> objects = new LinkedHashMap<>();
  private long version;

  @Override
  public synchronized Contents load() {
    return new Contents(version, List.copyOf(objects.values()));
  }

  @Override
  public synchronized void append(List<Change> changes) {
    for (var change : changes) {
      version = change.version();
      if (change.kind() == Change.Kind.DELETED) {
        objects.remove(change.key());
      } else {
        objects.put(change.key(), change.after());
      }
    }
  }
}
