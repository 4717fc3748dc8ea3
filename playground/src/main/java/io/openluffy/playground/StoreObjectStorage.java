package io.openluffy.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Fence;
import io.openluffy.kernel.store.Store;
import io.openluffy.kernel.store.Table;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.ObjectStorage;
import io.openluffy.playground.api.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps the playground's objects in the server's store: a batch of changes is one transaction.
 * Secrets are sealed there, as an API server does whose operator asks for it.
 */
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
   * @param json the object as text: the order of its fields and every character stay as they are;
   *     of a Secret, sealed
   */
  record ObjectRow(
      String key,
      String group,
      String resource,
      String namespace,
      String name,
      long at,
      String json) {}

  /**
   * The last version that was given out, also when what it was given to is gone.
   *
   * @param writer who loaded the objects last, and alone may write them from then on
   */
  record VersionRow(String key, long last, Optional<String> writer) {}

  private final Store store;
  private final SecretSeal seal;
  private final String writer = UUID.randomUUID().toString();

  /** A server that lost leadership and lives must not write over what its successor has written. */
  private final Fence mine =
      new Fence(
          "writer",
          writer,
          Problem.world(
              "playground.taken-over",
              "Another server runs the playground now.",
              Where.of("the table playground_version"),
              "Use the kubeconfig in the home of the server that leads."));

  /**
   * @param key 32 bytes that Secrets are sealed with
   */
  public StoreObjectStorage(Store store, byte[] key, SecureRandom random) {
    this.store = store;
    this.seal = new SecretSeal(key, random);
  }

  @Override
  public Contents load() {
    return store.write(
        Actor.OPENLUFFY,
        transaction -> {
          var last = transaction.find(VERSIONS, ONLY_ROW).map(VersionRow::last).orElse(0L);
          transaction.put(VERSIONS, new VersionRow(ONLY_ROW, last, Optional.of(writer)));
          var objects = new ArrayList<StoredObject>();
          transaction.list(OBJECTS).forEach(row -> objects.add(read(row)));
          return new Contents(last, objects);
        });
  }

  private StoredObject read(ObjectRow row) {
    var key =
        ObjectKey.of(GroupResource.of(row.group(), row.resource()), row.namespace(), row.name());
    try {
      return new StoredObject(key, row.at(), (ObjectNode) JSON.readTree(text(row)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The row of " + key + " holds no JSON", e);
    }
  }

  /** What was written before Secrets were sealed is read as it is. */
  private String text(ObjectRow row) {
    return row.json().startsWith("{") ? row.json() : seal.open(row.key(), row.json());
  }

  @Override
  public void append(List<Change> changes) {
    var lastOfEach = new LinkedHashMap<ObjectKey, Change>();
    changes.forEach(change -> lastOfEach.put(change.key(), change));
    store.update(
        Actor.OPENLUFFY,
        transaction -> {
          lastOfEach.values().forEach(change -> write(transaction, change));
          var last = new VersionRow(ONLY_ROW, changes.getLast().version(), Optional.of(writer));
          transaction.put(VERSIONS, last, mine);
        });
  }

  private void write(Transaction transaction, Change change) {
    var key = change.key();
    if (change.kind() == Change.Kind.DELETED) {
      transaction.delete(OBJECTS, key.toString());
      return;
    }
    var plain = new String(change.after().json(), StandardCharsets.UTF_8);
    boolean secret = key.type().group().isEmpty() && key.type().resource().equals("secrets");
    var json = secret ? seal.seal(key.toString(), plain) : plain;
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
