package io.openluffy.playground.controllers.pods;

import java.time.Instant;

/**
 * What a container is doing.
 *
 * <pre>
 * Waiting(ContainerCreating) -> Running -> Terminated -> Waiting(CrashLoopBackOff) -> Running …
 *        |        ^
 *        v        |
 * Waiting(ErrImagePull) -> Waiting(ImagePullBackOff)
 * </pre>
 */
sealed interface ContainerState {
  /** Not running, for a reason that kubectl shows. */
  record Waiting(String reason, String message) implements ContainerState {}

  /** Runs. */
  record Running(Instant since) implements ContainerState {}

  /** Has ended. */
  record Terminated(int exitCode, String reason, Instant started, Instant finished)
      implements ContainerState {}
}
