package io.openluffy.application;

import io.openluffy.kernel.Problem;

/** Whether an operation may be done. */
public sealed interface GateAnswer {
  record Allowed() implements GateAnswer {}

  record Refused(Problem problem) implements GateAnswer {}

  static GateAnswer allowed() {
    return new Allowed();
  }

  static GateAnswer refused(Problem problem) {
    return new Refused(problem);
  }
}
