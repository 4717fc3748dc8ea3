package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import java.time.Instant;
import java.util.Optional;

/** Builds an image from a pushed tree and pushes it; asked again and again until it is done. */
public interface ImageBuilder {
  /**
   * Starts the build unless it is known, and tells how it stands. What has ended is told once and
   * forgotten then.
   *
   * @param log takes the lines of the build as they come
   * @param changed called when asking again pays
   */
  BuildStatus build(BuildRequest request, BuildLog log, Runnable changed);

  /** Stops the builds of a release, if there are any, and forgets them. */
  void cancel(io.openluffy.release.ReleaseId release);

  /** Takes the lines of a build. */
  @FunctionalInterface
  interface BuildLog {
    void line(String text);
  }

  /** How a build stands. */
  sealed interface BuildStatus {
    /** Others are built first. */
    record Queued() implements BuildStatus {}

    /**
     * @param until when it ends, if that is known
     */
    record Running(Instant since, Optional<Instant> until) implements BuildStatus {}

    /**
     * @param digest of what was pushed under the tag of the request
     */
    record Built(String digest) implements BuildStatus {}

    /** USER: it never works; WORLD: it may work later. */
    record Failed(Problem problem) implements BuildStatus {}
  }
}
