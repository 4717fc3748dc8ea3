package io.openluffy.notice;

import io.openluffy.kernel.store.Table;

/** The tables of this room. */
public final class NoticeTables {
  public static final Table<CommitStatus> COMMIT_STATUS =
      new Table<>("commit_status", CommitStatus.class, CommitStatus::key);

  static final Table<Cursor> CURSOR = new Table<>("notice_cursor", Cursor.class, Cursor::name);

  private NoticeTables() {}

  /** How far a follower has read the journal. */
  record Cursor(String name, long number) {}
}
