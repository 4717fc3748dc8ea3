package io.openluffy.application;

import java.util.Set;

/**
 * Asked for every operation, whichever door it came through, before anything is applied.
 *
 * <p>The same request may be asked several times (at the door, and again when the operation starts
 * or is resumed after a restart); equal requests must get equal answers while nothing changed.
 */
@FunctionalInterface
public interface OperationGate {
  GateAnswer ask(ApplicationName application, OperationRequest request);

  /** The applications that only approved content reaches: no other may take what is theirs. */
  default Set<ApplicationName> guarded() {
    return Set.of();
  }

  /** Protects nothing. */
  static OperationGate open() {
    return (application, request) -> GateAnswer.allowed();
  }
}
