package io.openluffy.playground.controllers.pods;

import io.openluffy.playground.controllers.pods.ContainerState.Terminated;
import java.util.Optional;

/**
 * A container's status.
 *
 * @param imageId the image by digest; empty until it is pulled
 * @param last how it ended the time before
 * @param started has got past the time in which it becomes ready
 */
record Container(
    String name,
    String image,
    String imageId,
    int restarts,
    ContainerState state,
    Optional<Terminated> last,
    boolean ready,
    boolean started) {

  Container with(ContainerState next) {
    return new Container(name, image, imageId, restarts, next, last, false, false);
  }

  Container endedBefore(Terminated end) {
    return new Container(name, image, imageId, restarts, state, Optional.of(end), ready, started);
  }

  Container restarted() {
    return new Container(name, image, imageId, restarts + 1, state, last, ready, started);
  }

  Container pulled(String id) {
    return new Container(name, image, id, restarts, state, last, ready, started);
  }

  Container readiness(boolean isReady, boolean hasStarted) {
    return new Container(name, image, imageId, restarts, state, last, isReady, hasStarted);
  }

  boolean isRunning() {
    return state instanceof ContainerState.Running;
  }

  /** Has ended well. */
  boolean isDone() {
    return state instanceof Terminated end && end.exitCode() == 0;
  }
}
