package io.openluffy.application.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Json;
import io.openluffy.kernel.store.Store;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.kube.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps rendered manifests, sealed, by what they were rendered from. */
public final class Renderings {
  private static final int HELD = 256;
  private static final int KEPT = 20;
  private final Store store;
  private final Sealer sealer;
  private final Map<String, Rendering> held =
      java.util.Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Rendering> eldest) {
              return size() > HELD;
            }
          });

  public Renderings(Store store, Sealer sealer) {
    this.store = store;
    this.sealer = sealer;
  }

  Optional<Rendering> find(String key) {
    var known = held.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    var kept =
        store.read(
            transaction ->
                transaction
                    .find(RenderingRow.TABLE, key)
                    .flatMap(
                        row ->
                            transaction
                                .blob(row.blob())
                                .map(blob -> new Rendering(open(blob), row.warnings()))));
    kept.ifPresent(one -> held.put(key, one));
    return kept;
  }

  void keep(String key, String application, Rendering rendering) {
    held.put(key, rendering);
    var sealed = seal(rendering.manifests());
    store.update(
        Actor.OPENLUFFY,
        transaction -> {
          var blob = transaction.putBlob(sealed);
          transaction.put(
              RenderingRow.TABLE, new RenderingRow(key, application, blob, rendering.warnings()));
          forgetOldest(transaction, application, key);
        });
  }

  private static void forgetOldest(Transaction transaction, String application, String newest) {
    var rows = transaction.list(RenderingRow.TABLE, "application", application);
    rows.stream()
        .filter(row -> !row.key().equals(newest))
        .limit(Math.max(0, rows.size() - KEPT))
        .forEach(row -> transaction.delete(RenderingRow.TABLE, row.key()));
  }

  /** Keeps objects for the history; the answer finds them again. */
  public String put(Transaction transaction, List<Manifest> objects) {
    return transaction.putBlob(seal(objects));
  }

  public Optional<List<Manifest>> byBlob(String blob) {
    return store.read(transaction -> transaction.blob(blob)).map(this::open);
  }

  private byte[] seal(List<Manifest> objects) {
    var list = JsonNodeFactory.instance.arrayNode();
    objects.forEach(one -> list.add(one.view()));
    return sealer.seal(list.toString().getBytes(StandardCharsets.UTF_8));
  }

  private List<Manifest> open(byte[] sealed) {
    var found = new ArrayList<Manifest>();
    for (JsonNode one : Json.tree(new String(sealer.open(sealed), StandardCharsets.UTF_8))) {
      found.add(Manifest.of(one));
    }
    return List.copyOf(found);
  }
}
