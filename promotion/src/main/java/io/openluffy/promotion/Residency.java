package io.openluffy.promotion;

import java.util.Optional;

/** Whether a release is really what its environment runs, and well. */
public sealed interface Residency {

  /**
   * Synced, its images in place, healthy.
   *
   * @param history the entry of the Application's history, if it is known
   */
  record Resident(Optional<Long> history) implements Residency {}

  /**
   * Not, or not yet.
   *
   * @param reason CamelCase and stable: NoApplication, Pinned, ComparisonError, Syncing,
   *     SyncFailed, NotCompared, OutOfSync, Unknown, OtherImages, Progressing, Degraded, Missing,
   *     Suspended
   * @param known whether this was seen, so that waiting in vain for it may end in failure
   */
  record Absent(String reason, String message, boolean known) implements Residency {}
}
