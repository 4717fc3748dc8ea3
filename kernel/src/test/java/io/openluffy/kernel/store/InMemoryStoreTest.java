package io.openluffy.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.Crash;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.SettableClock;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest extends StoreContract {
  @Override
  Store open(SettableClock clock) {
    return new InMemoryStore(clock);
  }

  @Test
  void whatWasCommittedSurvivesACrashAndTheOldServerIsCutOff() {
    var old = (InMemoryStore) store;
    try (var fault = FaultPoints.crashAt("store.committed", 1)) {
      assertThatThrownBy(() -> put(new Ship("merry", "red", 1))).isInstanceOf(Crash.class);
      assertThat(fault).isNotNull();
    }

    var reopened = old.reopen();
    var merry = reopened.read(tx -> tx.find(SHIPS, "merry"));

    assertThat(merry).isPresent();
    assertThatThrownBy(() -> put(new Ship("ghost", "red", 1))).hasMessageContaining("closed");
  }
}
