package io.openluffy.promotion;

import io.openluffy.release.ReleaseId;
import java.time.Instant;

/** Where a rollback shall lead. */
public sealed interface RollbackTarget {

  /** To the last good release that arrived before the present one. */
  record Previous() implements RollbackTarget {}

  /** To a release that arrived in the environment before. */
  record ToRelease(ReleaseId release) implements RollbackTarget {}

  /** To an entry of the Application's history. */
  record ToHistory(long id) implements RollbackTarget {}

  /** To what had arrived there and stood at a moment. */
  record AtTime(Instant time) implements RollbackTarget {}
}
