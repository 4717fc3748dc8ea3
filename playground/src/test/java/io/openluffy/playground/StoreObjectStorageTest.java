package io.openluffy.playground;

import static io.openluffy.playground.api.Yaml.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.ObjectStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class StoreObjectStorageTest {
  private static final ObjectKey A = ObjectKey.of(GroupResource.core("configmaps"), "default", "a");
  private static final ObjectKey B = ObjectKey.of(GroupResource.core("configmaps"), "default", "b");

  @Test
  void objectsAndTheVersionSurviveTheServer() {
    var database = new InMemoryStore(InstantSource.fixed(Instant.EPOCH));
    var text = "{metadata: {name: a}, data: {z: \"nul \\0 char\", a: '2'}}";
    long last;
    String before;
    try (var store = new ObjectStore(storage(database))) {
      store.create(A, yaml(text));
      store.create(B, yaml("{metadata: {name: b}}"));
      last = store.delete(B).version();
      before = store.get(A).orElseThrow().toString();
    }

    try (var store = new ObjectStore(storage(database.reopen()))) {
      assertThat(store.version()).isEqualTo(last);
      assertThat(store.get(A).orElseThrow()).hasToString(before);
      assertThat(store.get(B)).isEmpty();
    }
  }

  @Test
  void aSecretIsSealedInTheDatabaseAndReadAgain() {
    var database = new InMemoryStore(InstantSource.fixed(Instant.EPOCH));
    var key = ObjectKey.of(GroupResource.core("secrets"), "default", "a");
    try (var store = new ObjectStore(storage(database))) {
      store.create(key, yaml("{metadata: {name: a}, data: {password: c2VzYW1l}}"));
    }

    assertThat(database.documents().toString()).doesNotContain("c2VzYW1l", "sesame");
    try (var store = new ObjectStore(storage(database.reopen()))) {
      assertThat(store.get(key).orElseThrow().toString()).contains("c2VzYW1l");
    }
  }

  @Test
  void whoeverLoadedLastWritesAlone() {
    var database = new InMemoryStore(InstantSource.fixed(Instant.EPOCH));
    var deposed = new ObjectStore(storage(database));
    deposed.create(A, yaml("{metadata: {name: a}, data: {by: first}}"));
    deposed.awaitDurable(deposed.version(), Duration.ofSeconds(30));

    try (var successor = new ObjectStore(storage(database))) {
      deposed.create(B, yaml("{metadata: {name: b}}"));
      assertThat(deposed.awaitDurable(deposed.version(), Duration.ofMillis(200))).isFalse();
      successor.delete(A);
      deposed.close();
    }

    try (var store = new ObjectStore(storage(database.reopen()))) {
      assertThat(store.get(A)).isEmpty();
      assertThat(store.get(B)).isEmpty();
    }
  }

  private static StoreObjectStorage storage(InMemoryStore database) {
    return new StoreObjectStorage(database, new byte[32], new SecureRandom());
  }
}
