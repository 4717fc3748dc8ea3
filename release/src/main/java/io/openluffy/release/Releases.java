package io.openluffy.release;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.journal.Actor;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads releases and their logs, and lets a person try a failed one again. */
public interface Releases {
  Optional<Release> find(ReleaseId id);

  /** The newest first. */
  List<Release> list(ProjectName project, int limit);

  /** Those whose images are still to be made, on all projects, oldest first. */
  List<Release> open();

  /** What became of the newest pushes, the newest first. */
  List<PushOutcome> pushes(ProjectName project, int limit);

  Optional<PushOutcome> push(String id);

  /** Lines with a number greater than {@code after}, oldest first, at most {@code limit}. */
  List<LogLine> buildLog(ReleaseId id, long after, int limit);

  /** Calls back for each line from now on, on the thread that writes it; be quick. */
  AutoCloseable followLog(ReleaseId id, Consumer<LogLine> follower);

  /** Calls back after each change of a release; be quick. */
  AutoCloseable follow(Consumer<ReleaseId> follower);

  /** Lets a failed release go on; the problem tells why it can't. */
  Optional<Problem> retry(ReleaseId id, Actor actor);
}
