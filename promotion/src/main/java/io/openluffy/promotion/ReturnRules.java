package io.openluffy.promotion;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.OperationKind;
import io.openluffy.application.OperationView;
import io.openluffy.application.SyncStatus;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Decides what a rollback that goes by the Application's history has to do next. */
final class ReturnRules {
  /** How long after the commit the cluster may still be found to differ from git. */
  private static final Duration SETTLING = Duration.ofSeconds(30);

  private ReturnRules() {}

  /** How it stands in the cluster. */
  sealed interface Step {
    /** Nobody has asked the Application to go back yet. */
    record Ask() implements Step {}

    /** Something else is being done to it, such as the sync of what is bad, and is in the way. */
    record Stop(OperationView running) implements Step {}

    record Wait(String message) implements Step {}

    /** It is back. */
    record There() implements Step {}

    record Broken(Problem problem) implements Step {}
  }

  /**
   * @param since it was asked for; operations that began in an earlier second are none of ours
   * @param again whether that was the second time, so that being pinned says nothing
   */
  static Step inCluster(ApplicationView view, long entry, Instant since, boolean again) {
    var ours =
        view.operation()
            .filter(one -> one.kind() == OperationKind.ROLLBACK)
            .filter(one -> !one.startedAt().isBefore(since.truncatedTo(ChronoUnit.SECONDS)));
    if (view.operation().filter(OperationView::running).isPresent()) {
      var running = view.operation().get();
      return running.kind() == OperationKind.ROLLBACK
          ? new Step.Wait(running.message().isEmpty() ? "It is going back." : running.message())
          : new Step.Stop(running);
    }
    if (ours.filter(one -> !one.succeeded()).isPresent()) {
      return new Step.Broken(failed(view, ours.get()));
    }
    return isPinnedAt(view, entry) && (!again || ours.isPresent())
        ? new Step.There()
        : new Step.Ask();
  }

  static boolean isPinnedAt(ApplicationView view, long entry) {
    return view.pin().filter(pin -> pin.historyId() == entry).isPresent();
  }

  private static Problem failed(ApplicationView view, OperationView operation) {
    return Problem.user(
        "rollback.failed",
        "The Application could not go back: " + operation.message(),
        Where.of("Application " + view.name()),
        "Look at what failed, then roll back again or push a fix.");
  }

  /** What becomes of the pin once git says so as well. */
  enum Pin {
    /** Git is not looked at yet, or the cluster not compared with it. */
    LOOK,
    /** Git wants what the cluster has. */
    TAKE_OFF,
    /** Git wants more than other tags, such as a newer chart: only the pin keeps that out. */
    KEEP
  }

  /**
   * @param compared whether the Application has looked at what was written
   * @param written when git began to say so, about
   */
  static Pin afterGit(ApplicationView view, boolean compared, Instant written, Instant now) {
    if (compared && view.sync() == SyncStatus.SYNCED) {
      return Pin.TAKE_OFF;
    }
    return compared && !now.isBefore(written.plus(SETTLING)) ? Pin.KEEP : Pin.LOOK;
  }
}
