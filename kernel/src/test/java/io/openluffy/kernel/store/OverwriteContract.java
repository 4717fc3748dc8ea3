package io.openluffy.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Fact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises of rows that are written without being read. */
abstract class OverwriteContract {
  record Ship(String name, String fleet, int cannons, Map<String, String> crew) {
    Ship(String name, String fleet, int cannons) {
      this(name, fleet, cannons, Map.of());
    }
  }

  static final Table<Ship> SHIPS = new Table<>("ship", Ship.class, Ship::name);
  static final Actor BEN = new Actor("ben", Door.CLI);

  final SettableClock clock = SettableClock.atNoon();
  Store store;

  abstract Store open(SettableClock clock);

  @BeforeEach
  void openStore() {
    store = open(clock);
  }

  @Test
  void rowsThatWereNeverReadAreWrittenOverWhateverIsThere() {
    put(new Ship("b", "red", 1), new Ship("c", "red", 1), new Ship("e", "red", 1));
    var large = new Ship("g", "blue", 2, Map.of("log", "x".repeat(1 << 21)));

    store.update(
        BEN,
        tx -> {
          tx.put(SHIPS, new Ship("a", "blue", 2));
          tx.put(SHIPS, new Ship("b", "it's \\ \"blue\", {}", 2));
          tx.delete(SHIPS, "c");
          tx.put(SHIPS, new Ship("d", "blue", 2));
          tx.put(SHIPS, new Ship("f\\\",{}'", "blue", 2));
          tx.put(SHIPS, large);
          tx.put(SHIPS, new Ship("h", "blue", 2));
        });

    assertThat(all())
        .containsExactly(
            new Ship("a", "blue", 2),
            new Ship("b", "it's \\ \"blue\", {}", 2),
            new Ship("d", "blue", 2),
            new Ship("e", "red", 1),
            new Ship("f\\\",{}'", "blue", 2),
            large,
            new Ship("h", "blue", 2));
  }

  @Test
  void aRowIsOverwrittenOnlyWithinItsFence() {
    var lost = Problem.world("ship.lost", "Another fleet has it.", Where.NOWHERE, "Let it go.");
    var fence = new Fence("fleet", "it's \"red\"", lost);
    put(new Ship("merry", "it's \"red\"", 1));

    store.update(BEN, tx -> tx.put(SHIPS, new Ship("merry", "it's \"red\"", 2), fence));
    store.update(BEN, tx -> tx.put(SHIPS, new Ship("merry", "blue", 3), fence));

    assertThat(find("merry")).contains(new Ship("merry", "blue", 3));
    for (var name : List.of("merry", "sunny")) {
      assertThatThrownBy(
              () ->
                  store.update(
                      BEN,
                      tx -> {
                        tx.put(SHIPS, new Ship("a", "red", 4));
                        tx.put(SHIPS, new Ship(name, "it's \"red\"", 4), fence);
                        tx.put(SHIPS, new Ship("z", "red", 4));
                        tx.record(fact("ship.won"));
                      }))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("Another fleet has it.")
          .hasNoSuppressedExceptions();
    }
    assertThat(all()).containsExactly(new Ship("merry", "blue", 3));
    assertThat(store.journal().last()).isZero();
  }

  @Test
  void aFenceIsLookedAtWhenItIsCommittedAndOutlivesOtherChanges() {
    var lost = Problem.world("ship.lost", "Another fleet has it.", Where.NOWHERE, "Let it go.");
    var fence = new Fence("fleet", "red", lost);
    put(new Ship("merry", "red", 1), new Ship("sunny", "red", 1));

    assertThatThrownBy(
            () ->
                store.update(
                    BEN,
                    tx -> {
                      tx.put(SHIPS, new Ship("merry", "red", 2), fence);
                      elsewhere(() -> put(new Ship("merry", "blue", 1)));
                      tx.delete(SHIPS, "merry");
                    }))
        .isInstanceOf(ProblemException.class);
    store.update(
        BEN,
        tx -> {
          tx.put(SHIPS, new Ship("sunny", "red", 2), fence);
          assertThat(tx.find(SHIPS, "sunny")).contains(new Ship("sunny", "red", 2));
          tx.delete(SHIPS, "sunny");
        });

    assertThat(all()).containsExactly(new Ship("merry", "blue", 1));
    assertThatThrownBy(
            () ->
                store.update(
                    BEN,
                    tx -> {
                      var ship = tx.find(SHIPS, "merry").orElseThrow();
                      tx.put(SHIPS, ship, fence);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("compared by its version");
    assertThatThrownBy(() -> new Fence("fleet' or 1=1", "", lost))
        .isInstanceOf(IllegalArgumentException.class);
  }

  final void put(Ship... ships) {
    store.update(
        BEN,
        tx -> {
          for (var ship : ships) {
            tx.put(SHIPS, ship);
          }
        });
  }

  final Optional<Ship> find(String name) {
    return store.read(tx -> tx.find(SHIPS, name));
  }

  final List<Ship> all() {
    return store.read(tx -> tx.list(SHIPS));
  }

  static Fact fact(String what) {
    return new Fact(what, "ship/any", new HashMap<>(Map.of("why", "test")));
  }

  /** Runs on another thread and waits. */
  static void elsewhere(Runnable work) {
    try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      thread.submit(work).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
