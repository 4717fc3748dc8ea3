package io.openluffy.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.journal.JournalChain;
import io.openluffy.kernel.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every store promises. */
abstract class StoreContract extends OverwriteContract {
  @Test
  void aRowIsFoundAsItWasPut() {
    var merry = new Ship("merry", "straw-hats", 4, Map.of("cook", "sanji", "a", "b\0c"));

    store.update(BEN, tx -> tx.put(SHIPS, merry));

    assertThat(find("merry"))
        .contains(new Ship("merry", "straw-hats", 4, Map.of("cook", "sanji", "a", "b\uFFFDc")));
    assertThat(find("sunny")).isEmpty();
  }

  @Test
  void aTransactionSeesItsOwnChanges() {
    put(new Ship("a", "red", 1), new Ship("b", "red", 1));

    store.update(
        BEN,
        tx -> {
          tx.put(SHIPS, new Ship("c", "red", 3));
          tx.put(SHIPS, new Ship("b", "blue", 1));
          tx.delete(SHIPS, "a");

          assertThat(tx.find(SHIPS, "a")).isEmpty();
          assertThat(tx.find(SHIPS, "c")).isPresent();
          assertThat(names(tx.list(SHIPS))).containsExactly("b", "c");
          assertThat(names(tx.list(SHIPS, "fleet", "red"))).containsExactly("c");
          assertThat(names(tx.last(SHIPS, "fleet", "red", 1))).containsExactly("c");
        });
  }

  @Test
  void listsAreInTheOrderOfKeys() {
    put(new Ship("b", "red", 1), new Ship("B", "red", 1), new Ship("a-b", "red", 1));
    put(new Ship("aa", "red", 1), new Ship("\uFFFD", "red", 1), new Ship("\uD83C\uDFF4", "red", 1));

    var all = store.read(tx -> names(tx.list(SHIPS)));
    var last = store.read(tx -> names(tx.last(SHIPS, "fleet", "red", 2)));

    assertThat(all).containsExactly("B", "a-b", "aa", "b", "\uFFFD", "\uD83C\uDFF4");
    assertThat(last).containsExactly("\uD83C\uDFF4", "\uFFFD");
  }

  @Test
  void fieldsAreComparedAsText() {
    put(new Ship("a", "it's \"red\"", 12));

    assertThat(having("cannons", "12")).hasSize(1);
    assertThat(having("fleet", "it's \"red\"")).hasSize(1);
    assertThat(having("sails", "12")).isEmpty();
    assertThatThrownBy(() -> store.read(tx -> tx.list(SHIPS, "x' or 1=1", "")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingOfAFailedTransactionStays() {
    var ran = new AtomicInteger();

    assertThatThrownBy(
            () ->
                store.update(
                    BEN,
                    tx -> {
                      tx.put(SHIPS, new Ship("merry", "straw-hats", 4));
                      tx.record(fact("ship.built"));
                      tx.putBlob(new byte[] {1});
                      tx.afterCommit(ran::incrementAndGet);
                      throw new IllegalArgumentException("sunk");
                    }))
        .hasMessage("sunk");

    assertThat(find("merry")).isEmpty();
    assertThat(store.journal().last()).isZero();
    assertThat(ran).hasValue(0);
  }

  @Test
  void actionsRunAfterTheCommitInOrderEachEvenIfOneFails() {
    var seen = new ArrayList<String>();

    store.update(
        BEN,
        tx -> {
          tx.put(SHIPS, new Ship("merry", "straw-hats", 4));
          tx.afterCommit(() -> seen.add("1 " + find("merry").isPresent()));
          tx.afterCommit(
              () -> {
                throw new IllegalStateException("meant to be logged");
              });
          tx.afterCommit(() -> seen.add("2"));
        });

    assertThat(seen).containsExactly("1 true", "2");
  }

  @Test
  void theWorkIsRunAgainWhenARowItReadAndWritesHasChanged() {
    put(new Ship("merry", "red", 1));
    var rounds = new AtomicInteger();

    store.update(
        BEN,
        tx -> {
          var ship = tx.find(SHIPS, "merry").orElseThrow();
          if (rounds.incrementAndGet() == 1) {
            elsewhere(() -> put(new Ship("merry", "red", 10)));
          }
          tx.put(SHIPS, new Ship("merry", "red", ship.cannons() + 1));
        });

    assertThat(rounds).hasValue(2);
    assertThat(find("merry").orElseThrow().cannons()).isEqualTo(11);
  }

  @Test
  void theWorkIsRunAgainWhenARowItOnlyLookedUpHasChanged() {
    var rounds = new AtomicInteger();

    store.update(
        BEN,
        tx -> {
          var guarded = tx.find(SHIPS, "guard").isPresent();
          if (rounds.incrementAndGet() == 1) {
            elsewhere(() -> put(new Ship("guard", "red", 10)));
          }
          tx.put(SHIPS, new Ship("merry", guarded ? "guarded" : "alone", 1));
        });

    assertThat(find("merry").orElseThrow().fleet()).isEqualTo("guarded");
  }

  @Test
  void aRowThatWasDeletedAndMadeAnewIsNotTheOneThatWasRead() {
    put(new Ship("merry", "red", 1));
    var rounds = new AtomicInteger();

    store.update(
        BEN,
        tx -> {
          var ship = tx.list(SHIPS).getFirst();
          if (rounds.incrementAndGet() == 1) {
            elsewhere(() -> store.update(BEN, other -> other.delete(SHIPS, "merry")));
            elsewhere(() -> put(new Ship("merry", "red", 5)));
          }
          tx.put(SHIPS, new Ship("merry", "red", ship.cannons() + 1));
        });

    assertThat(find("merry").orElseThrow().cannons()).isEqualTo(6);
  }

  @Test
  void aReaderSeesOnePicture() {
    put(new Ship("a", "red", 1));

    store.read(
        tx -> {
          var before = tx.list(SHIPS).size();
          elsewhere(() -> put(new Ship("b", "red", 1)));
          assertThat(tx.list(SHIPS)).hasSize(before);
          assertThat(tx.find(SHIPS, "b")).isEmpty();
          return true;
        });

    assertThat(find("b")).isPresent();
  }

  @Test
  void readersCannotWriteAndTransactionsDoNotNest() {
    assertThatThrownBy(() -> store.read(tx -> tx.putBlob(new byte[0])))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.update(BEN, tx -> find("merry")))
        .hasMessageContaining("within a transaction");
  }

  @Test
  void badKeysAreRefused() {
    for (var key : List.of("", "a\nb", "a\0", "\ud800", "x".repeat(1001))) {
      assertThatThrownBy(() -> put(new Ship(key, "red", 1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void blobsAreKeptByContent() {
    var content = "manifest\n".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8);

    var digest = store.write(BEN, tx -> tx.putBlob(content));
    var again = store.write(BEN, tx -> tx.putBlob(content));

    assertThat(again).isEqualTo(digest).startsWith("sha256:");
    assertThat(blob(digest).orElseThrow()).isEqualTo(content);
    assertThat(blob("sha256:" + "0".repeat(64))).isEmpty();
  }

  @Test
  void factsAreChainedInTheJournal() {
    store.update(
        BEN,
        tx -> {
          tx.record(new Fact("ship.built", "ship/merry", Map.of("cannons", 4, "by", "ben\0")));
          tx.record(fact("ship.launched"));
        });
    clock.tick(java.time.Duration.ofNanos(1_234_567));
    store.update(Actor.OPENLUFFY, tx -> tx.record(fact("ship.sunk")));

    var rows = store.journal().after(0, 10);

    assertThat(rows).extracting(JournalEntry::number).containsExactly(1L, 2L, 3L);
    assertThat(rows.getFirst().previous()).isEqualTo(JournalChain.GENESIS);
    assertThat(rows.get(1).previous()).isEqualTo(rows.getFirst().hash());
    assertThat(rows.getFirst().fact().details()).containsEntry("cannons", 4);
    assertThat(rows.getFirst().actor()).isEqualTo(BEN);
    assertThat(store.journal().after(1, 1)).containsExactly(rows.get(1));
    assertThat(store.journal().about("ship/any", 1)).containsExactly(rows.get(2));
    assertThat(store.journal().last()).isEqualTo(3);
    assertThat(store.journal().verify()).isEmpty();
  }

  @Test
  void manyWritersLoseNothing() throws Exception {
    put(new Ship("merry", "red", 0));
    var work = new ArrayList<Future<?>>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 40; i++) {
        work.add(threads.submit(() -> store.update(BEN, StoreContract::addACannon)));
      }
    }
    for (var each : work) {
      each.get();
    }

    assertThat(find("merry").orElseThrow().cannons()).isEqualTo(40);
    assertThat(store.journal().last()).isEqualTo(40);
    assertThat(store.journal().verify()).isEmpty();
  }

  private static void addACannon(Transaction tx) {
    var ship = tx.find(SHIPS, "merry").orElseThrow();
    tx.put(SHIPS, new Ship("merry", "red", ship.cannons() + 1));
    tx.record(fact("ship.armed"));
  }

  @Test
  void followersSeeEachRowOnceInOrder() throws Exception {
    var seen = new LinkedBlockingQueue<Long>();
    store.update(BEN, tx -> tx.record(fact("before")));

    try (var following = store.journal().follow(entry -> seen.add(entry.number()))) {
      for (var i = 0; i < 20; i++) {
        store.update(BEN, tx -> tx.record(fact("during")));
      }
      for (var number = 2L; number <= 21; number++) {
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(number);
      }
      assertThat(following).isNotNull();
    }
    store.update(BEN, tx -> tx.record(fact("after")));

    assertThat(seen).isEmpty();
  }

  @Test
  void aFollowerMayWriteAndMayFail() throws Exception {
    var done = new CountDownLatch(3);

    try (var following =
        store
            .journal()
            .follow(
                entry -> {
                  done.countDown();
                  if (entry.number() < 3) {
                    store.update(BEN, tx -> tx.record(fact("echo")));
                    throw new IllegalStateException("meant to be logged");
                  }
                })) {
      store.update(BEN, tx -> tx.record(fact("call")));

      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(following).isNotNull();
    }
    assertThat(store.journal().last()).isEqualTo(3);
  }

  private List<Ship> having(String field, String value) {
    return store.read(tx -> tx.list(SHIPS, field, value));
  }

  private Optional<byte[]> blob(String digest) {
    return store.read(tx -> tx.blob(digest));
  }

  static List<String> names(List<Ship> ships) {
    return ships.stream().map(Ship::name).toList();
  }
}
