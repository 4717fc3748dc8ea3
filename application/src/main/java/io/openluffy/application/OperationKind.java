package io.openluffy.application;

/** What an operation is for. */
public enum OperationKind {
  /** To a revision of git, asked for by a person or a promotion. */
  SYNC,
  /** To the newest revision, by the automated policy. */
  AUTOMATED_SYNC,
  /** Back to the state that was synced last. */
  SELF_HEAL,
  /** To an entry of the history. */
  ROLLBACK
}
