package io.openluffy.application.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The operation of an application, as {@code status.operationState} holds it.
 *
 * <pre>
 * Running --step--> Running --> Ended(Succeeded | Failed | Error)
 *    |  ^                |
 *    |  '--- Retrying <--'   (failed, and the retry policy allows another attempt)
 *    '--> Terminating --> Ended(Failed)
 * </pre>
 */
public sealed interface OperationState {
  /** What every state knows. */
  record Progress(
      Operation operation,
      Instant startedAt,
      List<String> revisions,
      long retries,
      List<ResourceResult> results,
      String message) {
    public Progress {
      revisions = List.copyOf(revisions);
      results = List.copyOf(results);
    }

    public Progress saying(String text) {
      return new Progress(operation, startedAt, revisions, retries, results, text);
    }

    public Progress at(List<String> resolved) {
      return new Progress(operation, startedAt, resolved, retries, results, message);
    }

    Progress with(List<ResourceResult> newResults, String text) {
      return new Progress(operation, startedAt, revisions, retries, newResults, text);
    }
  }

  Progress progress();

  /** An attempt is under way. */
  record Running(Progress progress) implements OperationState {
    public static Running started(Operation operation, Instant now) {
      return new Running(new Progress(operation, now, List.of(), 0, List.of(), ""));
    }

    public Running further(List<ResourceResult> results, String message) {
      return new Running(progress.with(results, message));
    }

    public Terminating terminate() {
      return new Terminating(progress);
    }

    public Ended end(RunPhase phase, String message, Instant now) {
      return new Ended(phase, progress.saying(message), now);
    }

    /** The attempt failed; another one follows when the policy allows it. */
    public OperationState failed(RunPhase phase, String message, Instant now) {
      var retry = progress.operation().retry();
      if (!retry.allows(progress.retries())) {
        var times = progress.retries();
        return end(phase, times == 0 ? message : message + " (retried " + times + " times).", now);
      }
      var next = now.plus(retry.pause(progress.retries()));
      return new Retrying(retried(message, next), now, next);
    }

    private Progress retried(String message, Instant next) {
      long attempt = progress.retries() + 1;
      var text = message + ". Retrying attempt #" + attempt + " at " + next + ".";
      return new Progress(
          progress.operation(),
          progress.startedAt(),
          progress.revisions(),
          attempt,
          progress.results(),
          text);
    }
  }

  /** An attempt failed; the next begins at its time. */
  record Retrying(Progress progress, Instant failedAt, Instant nextAt) implements OperationState {
    /** Begins anew, with nothing done; the operation keeps its start. */
    public Running again(boolean newestRevision) {
      return new Running(
          new Progress(
              progress.operation(),
              progress.startedAt(),
              newestRevision ? List.of() : progress.revisions(),
              progress.retries(),
              List.of(),
              ""));
    }

    public Ended overtaken(String message, Instant now) {
      return new Ended(RunPhase.FAILED, progress.saying(message), now);
    }

    public Terminating terminate() {
      return new Terminating(progress);
    }
  }

  /** Somebody asked for its end; what runs is being stopped. */
  record Terminating(Progress progress) implements OperationState {
    public Ended end(List<ResourceResult> results, String message, Instant now) {
      return new Ended(RunPhase.FAILED, progress.with(results, message), now);
    }
  }

  /** It is over: Succeeded, Failed or Error. */
  record Ended(RunPhase phase, Progress progress, Instant finishedAt) implements OperationState {
    public boolean succeeded() {
      return phase == RunPhase.SUCCEEDED;
    }
  }

  default RunPhase runPhase() {
    return switch (this) {
      case Running _, Retrying _ -> RunPhase.RUNNING;
      case Terminating _ -> RunPhase.TERMINATING;
      case Ended ended -> ended.phase();
    };
  }

  default Optional<Instant> finished() {
    return switch (this) {
      case Running _, Terminating _ -> Optional.empty();
      case Retrying retrying -> Optional.of(retrying.failedAt());
      case Ended ended -> Optional.of(ended.finishedAt());
    };
  }
}
