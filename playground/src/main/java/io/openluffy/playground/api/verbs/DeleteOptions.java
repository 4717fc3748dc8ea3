package io.openluffy.playground.api.verbs;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an object is deleted.
 *
 * @param gracePeriodSeconds for pods: how long they may take; 0 removes at once
 * @param uid refuse with 409 unless the object is this one
 * @param resourceVersion refuse with 409 unless the object is at this version
 */
public record DeleteOptions(
    OptionalLong gracePeriodSeconds,
    Propagation propagation,
    Optional<String> uid,
    Optional<String> resourceVersion,
    boolean dryRun) {

  /** What becomes of the objects it owns. */
  public enum Propagation {
    /** As is usual for the kind: in the background. */
    DEFAULT,
    ORPHAN,
    BACKGROUND,
    FOREGROUND
  }

  public static DeleteOptions usual() {
    return new DeleteOptions(
        OptionalLong.empty(), Propagation.DEFAULT, Optional.empty(), Optional.empty(), false);
  }

  /** Removes it now, without grace. */
  public static DeleteOptions now() {
    return new DeleteOptions(
        OptionalLong.of(0), Propagation.BACKGROUND, Optional.empty(), Optional.empty(), false);
  }

  /** Only the object with this uid. */
  public DeleteOptions only(String wantedUid) {
    return new DeleteOptions(
        gracePeriodSeconds, propagation, Optional.of(wantedUid), resourceVersion, dryRun);
  }
}
