package io.openluffy.application;

import io.openluffy.kernel.Problem;

/** What became of a request for an operation. */
public sealed interface SyncAnswer {
  /** Code of a refusal because one is recorded already, by whomever, and has not begun. */
  String WAITING = "application.operation-waiting";

  /** It is recorded on the Application and being worked on. */
  record Started() implements SyncAnswer {}

  /** Another operation is running. */
  record Busy(OperationView running) implements SyncAnswer {}

  record Refused(Problem problem) implements SyncAnswer {}

  record NoSuchApplication(ApplicationName name) implements SyncAnswer {}
}
