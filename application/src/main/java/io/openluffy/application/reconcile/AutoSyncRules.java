package io.openluffy.application.reconcile;

import io.openluffy.application.OperationKind;
import io.openluffy.application.SyncStatus;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.sync.OperationState;
import io.openluffy.application.sync.ResourceResult;
import io.openluffy.application.sync.RunPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides whether an operation starts by itself. */
final class AutoSyncRules {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration AFTER_ERROR = Duration.ofSeconds(30);
  private static final Duration FORGIVEN = Duration.ofMinutes(10);

  private AutoSyncRules() {}

  /** What is to be done. */
  sealed interface Decision {
    record Nothing() implements Decision {}

    /** To the target of git, whole. */
    record Sync() implements Decision {}

    /**
     * The differing objects back to what was synced last.
     *
     * @param attempt how many times in a row, this one included
     */
    record Heal(long attempt) implements Decision {}

    /** Something is to be healed, but not before this time. */
    record Later(Instant at) implements Decision {}

    /** A sync does not begin by itself, and people should know why. */
    record Blocked(String message) implements Decision {}
  }

  /**
   * @param target compared with what git wants
   * @param drift compared with what was synced last; the same as target while nothing is pending
   * @param targetId of what git wants now
   * @param attemptedId of what the last whole sync was about
   * @param healsManually whether an application without automated sync is healed
   */
  record Facts(
      ApplicationSpec spec,
      boolean pinned,
      boolean healsManually,
      Compared target,
      Optional<Compared> drift,
      String targetId,
      String attemptedId,
      List<String> revisions,
      Optional<OperationState> last) {}

  static Decision decide(Facts facts, Instant now) {
    var automated = facts.spec().syncPolicy().automated().filter(one -> one.enabled());
    boolean heals = automated.map(one -> one.selfHeal()).orElse(facts.healsManually());
    if (facts.pinned() || automated.isEmpty()) {
      return heals ? heal(facts.drift(), facts.last(), now) : new Decision.Nothing();
    }
    if (facts.target().status() != SyncStatus.OUT_OF_SYNC) {
      return new Decision.Nothing();
    }
    if (facts.last().filter(one -> wasRefused(one, facts)).isPresent()) {
      return blocked(facts, facts.last().get());
    }
    if (!attempted(facts)) {
      return sync(facts, automated.get().prune(), automated.get().allowEmpty());
    }
    var last = facts.last().orElseThrow();
    if (last instanceof OperationState.Ended ended && !ended.succeeded()) {
      return failedBefore(facts, ended, now);
    }
    return heals
        ? heal(Optional.of(facts.target()), facts.last(), now, automated.get().prune())
        : new Decision.Nothing();
  }

  /**
   * A heal that failed is tried again, later, and so is a sync that the world was in the way of;
   * one whose objects were refused waits for something to change.
   */
  private static Decision failedBefore(Facts facts, OperationState.Ended last, Instant now) {
    if (last.phase() == RunPhase.ERROR) {
      var due = last.finished().map(at -> at.plus(AFTER_ERROR)).orElse(now);
      return due.isAfter(now) ? new Decision.Later(due) : new Decision.Sync();
    }
    if (last.progress().operation().kind() == OperationKind.SELF_HEAL) {
      return heal(Optional.of(facts.target()), facts.last(), now);
    }
    return blocked(facts, last);
  }

  /** Whether the gate let it not begin: asking again would change nothing. */
  private static boolean wasRefused(OperationState last, Facts facts) {
    return last instanceof OperationState.Ended ended
        && ended.phase() == RunPhase.FAILED
        && last.progress().operation().kind() == OperationKind.AUTOMATED_SYNC
        && last.progress().results().isEmpty()
        && last.progress().revisions().equals(facts.revisions())
        && !facts.attemptedId().equals(facts.targetId());
  }

  private static Decision blocked(Facts facts, OperationState last) {
    return new Decision.Blocked(
        "Failed last sync attempt to ["
            + String.join(",", facts.revisions())
            + "]: "
            + last.progress().message());
  }

  private static Decision sync(Facts facts, boolean prune, boolean allowEmpty) {
    var counting =
        facts.target().objects().stream().filter(one -> one.counts() && one.outOfSync()).toList();
    boolean prunesAlone =
        !counting.isEmpty() && counting.stream().allMatch(ObjectState::requiresPruning);
    if (!prune && prunesAlone) {
      return new Decision.Nothing();
    }
    boolean nothingLeft =
        facts.target().objects().stream()
            .filter(one -> one.sync().isPresent())
            .allMatch(ObjectState::requiresPruning);
    if (prune && !allowEmpty && nothingLeft) {
      return new Decision.Blocked(
          "Skipping sync attempt to ["
              + String.join(",", facts.revisions())
              + "]: auto-sync will wipe out all resources");
    }
    return new Decision.Sync();
  }

  /** Whether the last operation was already about exactly this. */
  static boolean attempted(Facts facts) {
    if (facts.last().isEmpty()) {
      return false;
    }
    var last = facts.last().get();
    boolean running = !(last instanceof OperationState.Ended);
    if (running) {
      return true;
    }
    if (!facts.attemptedId().isEmpty()) {
      return facts.attemptedId().equals(facts.targetId());
    }
    return last.progress().revisions().isEmpty()
        || last.progress().revisions().equals(facts.revisions());
  }

  private static Decision heal(
      Optional<Compared> drift, Optional<OperationState> last, Instant now) {
    return heal(drift, last, now, false);
  }

  private static Decision heal(
      Optional<Compared> drift, Optional<OperationState> last, Instant now, boolean prunes) {
    var differing =
        drift.stream()
            .flatMap(one -> one.objects().stream())
            .filter(one -> one.counts() && one.outOfSync())
            .filter(one -> prunes || !one.requiresPruning())
            .map(ObjectState::key)
            .collect(Collectors.toSet());
    if (differing.isEmpty()) {
      return new Decision.Nothing();
    }
    var before = last.filter(one -> repeats(one, differing, now));
    long heals = before.map(one -> one.progress().operation().heals()).orElse(0L);
    var due = before.flatMap(OperationState::finished).map(at -> at.plus(pause(heals)));
    if (due.isPresent() && due.get().isAfter(now)) {
      return new Decision.Later(due.get());
    }
    return new Decision.Heal(heals + 1);
  }

  /** Whether the last operation healed some of the same objects, or could not, and not long ago. */
  private static boolean repeats(OperationState last, Set<?> differing, Instant now) {
    var results = last.progress().results();
    return last.progress().operation().kind() == OperationKind.SELF_HEAL
        && last.finished().filter(at -> at.plus(FORGIVEN).isAfter(now)).isPresent()
        && (results.isEmpty()
            || results.stream().map(ResourceResult::key).anyMatch(differing::contains));
  }

  /** None before the first heal, then 2, 6, 18 ... seconds, at most five minutes. */
  static Duration pause(long heals) {
    if (heals <= 0) {
      return Duration.ZERO;
    }
    var pause = FIRST_PAUSE;
    for (long n = 1; n < heals && pause.compareTo(LONGEST_PAUSE) < 0; n++) {
      pause = pause.multipliedBy(3);
    }
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
