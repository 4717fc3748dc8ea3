package io.openluffy.playground.api.store;

import java.util.List;

/** Fails a few times, then does what it is told. */
final class FlakyStorage implements ObjectStorage {
  private final ObjectStorage real;
  private int failures;

  FlakyStorage(ObjectStorage real, int failures) {
    this.real = real;
    this.failures = failures;
  }

  @Override
  public Contents load() {
    return real.load();
  }

  @Override
  public void append(List<Change> changes) {
    if (failures-- > 0) {
      throw new IllegalStateException("the database is away");
    }
    real.append(changes);
  }
}
