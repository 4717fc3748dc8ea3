package io.openluffy.playground.api.store;

import static io.openluffy.playground.api.Yaml.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {
  private static final GroupResource MAPS = GroupResource.core("configmaps");
  private static final Duration LONG = Duration.ofSeconds(10);

  private final InMemoryObjectStorage storage = new InMemoryObjectStorage();

  private static ObjectKey key(String name) {
    return ObjectKey.of(MAPS, "default", name);
  }

  private static List<String> names(Listing listing) {
    return listing.objects().stream().map(o -> o.key().name()).toList();
  }

  @Test
  void everyWriteMovesTheOneVersionOn() {
    try (var store = new ObjectStore(storage)) {
      var first = store.create(key("a"), yaml("{metadata: {name: a}}"));
      var second = store.create(key("b"), yaml("{metadata: {name: b}}"));
      var third = store.delete(key("a"));

      assertThat(second.version()).isEqualTo(first.version() + 1);
      assertThat(third.version()).isEqualTo(first.version() + 2);
      assertThat(second.tree().path("metadata").path("resourceVersion").asText())
          .isEqualTo(Long.toString(second.version()));
    }
  }

  @Test
  void anOldVersionIsRefused() {
    try (var store = new ObjectStore(storage)) {
      var old = store.create(key("a"), yaml("{metadata: {name: a}}")).tree();
      store.update(key("a"), yaml("{metadata: {name: a}, data: {x: '1'}}"));

      assertThatThrownBy(() -> store.update(key("a"), Trees.with(old, "data", yaml("{x: '2'}"))))
          .hasMessageStartingWith("Operation cannot be fulfilled on configmaps \"a\"");
    }
  }

  @Test
  void anEqualTreeChangesNothing() {
    try (var store = new ObjectStore(storage)) {
      var first = store.create(key("a"), yaml("{metadata: {name: a}}"));

      assertThat(store.update(key("a"), yaml("{metadata: {name: a}}"))).isSameAs(first);
    }
  }

  @Test
  void aStoreGoesOnWhereTheOneBeforeStopped() {
    long last;
    try (var store = new ObjectStore(storage)) {
      store.create(key("a"), yaml("{metadata: {name: a}}"));
      store.create(key("b"), yaml("{metadata: {name: b}}"));
      last = store.delete(key("b")).version();
    }

    try (var store = new ObjectStore(storage)) {
      assertThat(store.version()).isEqualTo(last);
      assertThat(names(store.listing(MAPS, "default"))).containsExactly("a");
      assertThatThrownBy(() -> store.feed(MAPS, last - 1))
          .hasMessage("too old resource version: %d (%d)".formatted(last - 1, last));
    }
  }

  @Test
  void anEarlierListingCanBeHadAgain() {
    try (var store = new ObjectStore(storage)) {
      store.create(key("a"), yaml("{metadata: {name: a}}"));
      var then = store.create(key("b"), yaml("{metadata: {name: b}}")).version();
      store.delete(key("a"));
      store.create(key("c"), yaml("{metadata: {name: c}}"));

      assertThat(names(store.listingAt(MAPS, "", then))).containsExactly("a", "b");
    }
  }

  @Test
  void aListingIsOrderedByNamespaceAndName() {
    try (var store = new ObjectStore(storage)) {
      for (var place : List.of("b/x", "a/z", "a-b/y", "a/c")) {
        var slash = place.indexOf('/');
        store.create(
            ObjectKey.of(MAPS, place.substring(0, slash), place.substring(slash + 1)),
            yaml("{metadata: {}}"));
      }

      assertThat(names(store.listing(MAPS, ""))).containsExactly("c", "z", "y", "x");
      assertThat(names(store.listing(MAPS, "a"))).containsExactly("c", "z");
    }
  }

  @Test
  void aFeedTellsWhatIsDurable() throws InterruptedException {
    try (var store = new ObjectStore(storage)) {
      var feed = store.feed(MAPS, store.version());
      store.create(key("a"), yaml("{metadata: {name: a}}"));
      store.delete(key("a"));

      var kinds = new ArrayList<Change.Kind>();
      while (kinds.size() < 2) {
        feed.next(LONG).forEach(change -> kinds.add(change.kind()));
      }

      assertThat(kinds).containsExactly(Change.Kind.ADDED, Change.Kind.DELETED);
    }
  }

  @Test
  void aReaderWhoIsTooSlowIsTold() {
    try (var store = new ObjectStore(storage)) {
      var feed = store.feed(MAPS, store.version());
      for (var i = 0; i <= History.CAPACITY + 1; i++) {
        store.create(key("n" + i), yaml("{metadata: {}}"));
      }
      assertThat(store.awaitDurable(store.version(), LONG)).isTrue();

      assertThatThrownBy(() -> feed.next(LONG)).hasMessageStartingWith("too old resource version");
    }
  }

  @Test
  void theHistoriesOfAllCollectionsAreBoundedTogether() {
    var secrets = new GroupResource("", "secrets");
    try (var store = new ObjectStore(storage)) {
      store.create(new ObjectKey(secrets, "default", "s"), yaml("{metadata: {name: s}}"));
      store.create(key("a"), yaml("{metadata: {name: a}}"));
      var early = store.version();
      var map = yaml("{metadata: {name: a}}");
      var text = "x".repeat(1 << 20);
      for (var i = 0; i < 100; i++) {
        store.update(key("a"), Trees.with(map, "text", TextNode.valueOf(i + text)));
      }

      assertThatThrownBy(() -> store.feed(MAPS, early)).hasMessageContaining("too old");
      assertThatThrownBy(() -> store.feed(secrets, 0)).hasMessageContaining("too old");
      assertThat(store.listingAt(MAPS, "", store.version() - 50).objects()).hasSize(1);
    }
  }

  @Test
  void aStorageThatFailsIsAskedAgain() {
    var flaky = new FlakyStorage(storage, 2);
    try (var store = new ObjectStore(flaky)) {
      var version = store.create(key("a"), yaml("{metadata: {name: a}}")).version();

      assertThat(store.awaitDurable(version, LONG)).isTrue();
    }
    assertThat(storage.load().objects()).hasSize(1);
  }
}
