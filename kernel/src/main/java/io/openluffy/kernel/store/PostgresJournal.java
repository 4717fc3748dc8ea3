package io.openluffy.kernel.store;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Journal;
import io.openluffy.kernel.journal.JournalChain;
import io.openluffy.kernel.journal.JournalChain.Head;
import io.openluffy.kernel.journal.JournalEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** The journal in PostgreSQL. */
final class PostgresJournal implements Journal {
  private static final String SELECT =
      "select number, at, actor, door, what, about, details::text, previous, hash from journal";
  private static final int VERIFIED_AT_ONCE = 2000;

  private final Readers readers;
  private final PostgresFollowing following;

  PostgresJournal(Readers readers, PostgresFollowing following) {
    this.readers = readers;
    this.following = following;
  }

  @Override
  public List<JournalEntry> after(long after, int limit) {
    return readers.read(handle -> entries(rows(handle, after, Math.max(0, limit))));
  }

  @Override
  public List<JournalEntry> about(String subject, int limit) {
    return readers.read(
        handle ->
            entries(
                handle
                    .createQuery(SELECT + " where about = ? order by number desc limit ?")
                    .bind(0, StoredText.clean(subject))
                    .bind(1, Math.max(0, limit))
                    .map((row, context) -> row(row))
                    .list()));
  }

  @Override
  public long last() {
    return readers.read(PostgresJournal::head).number();
  }

  @Override
  public AutoCloseable follow(Consumer<JournalEntry> follower) {
    return following.follow(this, last(), follower);
  }

  @Override
  public Optional<Problem> verify() {
    return readers.read(
        handle -> {
          var head = Head.START;
          var seen = Long.MIN_VALUE;
          while (true) {
            var rows = rows(handle, seen, VERIFIED_AT_ONCE);
            if (rows.isEmpty()) {
              return JournalChain.cutOff(head, head(handle));
            }
            for (var row : rows) {
              var broken = JournalChain.broken(head, row.entry(), row.details());
              if (broken.isPresent()) {
                return broken;
              }
              head = row.head();
              seen = head.number();
            }
          }
        });
  }

  private static List<JournalRow> rows(Handle handle, long after, int limit) {
    return handle
        .createQuery(SELECT + " where number > ? order by number limit ?")
        .bind(0, after)
        .bind(1, limit)
        .map((row, context) -> row(row))
        .list();
  }

  private static Head head(Handle handle) {
    return handle
        .createQuery("select number, hash from journal_head")
        .map((row, context) -> new Head(row.getLong(1), row.getString(2)))
        .findOne()
        .orElse(Head.START); // taken away: the walk tells that rows are left over
  }

  private static JournalRow row(ResultSet row) throws SQLException {
    var details = row.getString(7);
    var fact = JournalRow.stored(row.getString(5), row.getString(6), details);
    return new JournalRow(
        new JournalEntry(
            row.getLong(1),
            row.getObject(2, OffsetDateTime.class).toInstant(),
            new Actor(row.getString(3), door(row.getString(4))),
            fact,
            row.getString(8),
            row.getString(9)),
        details);
  }

  /** A door that doesn't exist was never written by us; the wrong hash of the row will tell. */
  private static Door door(String name) {
    return EnumSet.allOf(Door.class).stream()
        .filter(door -> door.name().equals(name))
        .findFirst()
        .orElse(Door.CONTROLLER);
  }

  private static List<JournalEntry> entries(List<JournalRow> rows) {
    return rows.stream().map(JournalRow::entry).toList();
  }
}
