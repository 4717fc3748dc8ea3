package io.openluffy.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Store;
import io.openluffy.kernel.store.Table;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.ObjectStorage;
import io.openluffy.playground.api.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Keeps the playground's objects in the server's store: a batch of changes is one transaction. */
public final class StoreObjectStorage implements ObjectStorage {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ONLY_ROW = "last";
  private static final Table<ObjectRow> OBJECTS =
      new Table<>("playground_object", ObjectRow.class, ObjectRow::key);
  private static final Table<VersionRow> VERSIONS =
      new Table<>("playground_version", VersionRow.class, VersionRow::key);

  /**
   * One object.
   *
   * @param json the object as text: the order of its fields and every character stay as they are
   */
  record ObjectRow(
      String key,
      String group,
      String resource,
      String namespace,
      String name,
      long at,
      String json) {}

  /** The last version that was given out, also when what it was given to is gone. */
  record VersionRow(String key, long last) {}

  private final Store store;

  public StoreObjectStorage(Store store) {
    this.store = store;
  }

  @Override
  public Contents load() {
    return store.read(
        transaction -> {
          var objects = new ArrayList<StoredObject>();
          transaction.list(OBJECTS).forEach(row -> objects.add(read(row)));
          var last = transaction.find(VERSIONS, ONLY_ROW).map(VersionRow::last).orElse(0L);
          return new Contents(last, objects);
        });
  }

  private static StoredObject read(ObjectRow row) {
    var key =
        ObjectKey.of(GroupResource.of(row.group(), row.resource()), row.namespace(), row.name());
    try {
      return new StoredObject(key, row.at(), (ObjectNode) JSON.readTree(row.json()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The row of " + key + " holds no JSON", e);
    }
  }

  @Override
  public void append(List<Change> changes) {
    var lastOfEach = new LinkedHashMap<ObjectKey, Change>();
    changes.forEach(change -> lastOfEach.put(change.key(), change));
    store.update(
        Actor.OPENLUFFY,
        transaction -> {
          lastOfEach.values().forEach(change -> write(transaction, change));
          transaction.put(VERSIONS, new VersionRow(ONLY_ROW, changes.getLast().version()));
        });
  }

  private static void write(Transaction transaction, Change change) {
    var key = change.key();
    if (change.kind() == Change.Kind.DELETED) {
      transaction.delete(OBJECTS, key.toString());
      return;
    }
    var json = new String(change.after().json(), StandardCharsets.UTF_8);
    transaction.put(
        OBJECTS,
        new ObjectRow(
            key.toString(),
            key.type().group(),
            key.type().resource(),
            key.namespace(),
            key.name(),
            change.version(),
            json));
  }
}
