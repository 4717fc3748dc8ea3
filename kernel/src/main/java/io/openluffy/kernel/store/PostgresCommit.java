package io.openluffy.kernel.store;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.journal.JournalChain.Head;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Writes the changes of one transaction, if what it relies on still holds.
 *
 * <p>Rows are taken in their order, so that two commits never wait for each other in a circle; the
 * head of the journal comes last, because everybody needs it.
 */
final class PostgresCommit {
  /** With more in one statement there is nothing to gain, and a statement has its limits. */
  private static final int MOST_CHARACTERS = 1 << 20;

  static final String CHANNEL = "openluffy_journal";

  private final Handle handle;
  private final InstantSource clock;

  PostgresCommit(Handle handle, InstantSource clock) {
    this.handle = handle;
    this.clock = clock;
  }

  /** Says whether it went through; if not, the database transaction has to be rolled back. */
  boolean write(Actor actor, Changes changes) {
    changes.blobs.forEach(this::putBlob);
    if (!writeRows(changes)) {
      return false;
    }
    var reliedOn = changes.reliedOn();
    if (changes.facts.isEmpty() && reliedOn.isEmpty()) {
      return true;
    }
    var head = lockHead();
    if (!holds(reliedOn)) {
      return false;
    }
    append(head, actor, changes.facts);
    return true;
  }

  private void putBlob(String digest, byte[] compressed) {
    handle
        .createUpdate("insert into blob (digest, content) values (?, ?) on conflict do nothing")
        .bind(0, digest)
        .bind(1, compressed)
        .execute();
  }

  private boolean writeRows(Changes changes) {
    var neighbours = new Neighbours();
    for (var change : changes.rows.entrySet()) {
      var id = change.getKey();
      var document = change.getValue();
      var expected = changes.expected(id);
      var fence = Optional.ofNullable(changes.fences.get(id));
      if (document.isPresent() && expected.isEmpty() && fence.isEmpty()) {
        neighbours.add(id, document.get());
        continue;
      }
      neighbours.write();
      if (fence.isPresent()) {
        write(id, document, fence.get());
      } else if (!write(id, document, expected)) {
        return false;
      }
    }
    neighbours.write();
    return true;
  }

  /** Rows of one table that are written whatever was there before, in one statement. */
  private final class Neighbours {
    private final List<String> keys = new ArrayList<>();
    private final List<String> documents = new ArrayList<>();
    private String table = "";
    private int characters;

    void add(RowId id, String document) {
      if (!id.table().equals(table) || characters > MOST_CHARACTERS) {
        write();
      }
      table = id.table();
      keys.add(id.key());
      documents.add(document);
      characters += document.length();
    }

    void write() {
      if (keys.isEmpty()) {
        return;
      }
      handle
          .createUpdate(
              "insert into \""
                  + table
                  + "\" (key, version, document)"
                  + " select key, nextval('row_version'), document::jsonb"
                  + " from unnest(?, ?) with ordinality as wanted (key, document, place)"
                  + " order by place"
                  + " on conflict (key) do update"
                  + " set version = excluded.version, document = excluded.document")
          .bind(0, keys.toArray(String[]::new))
          .bind(1, documents.toArray(String[]::new))
          .execute();
      keys.clear();
      documents.clear();
      characters = 0;
    }
  }

  private void write(RowId id, Optional<String> document, Fence fence) {
    var table = "\"" + id.table() + "\"";
    var change =
        handle.createUpdate(
            (document.isPresent()
                    ? "update "
                        + table
                        + " set version = nextval('row_version'), document = ?::jsonb"
                    : "delete from " + table)
                + " where key = ? and (document->>'"
                + fence.field()
                + "') = ?");
    var place = 0;
    if (document.isPresent()) {
      change.bind(place++, document.get());
    }
    if (change.bind(place++, id.key()).bind(place, fence.text()).execute() == 0) {
      handle.rollback();
      throw fence.otherwise().asException();
    }
  }

  private boolean write(RowId id, Optional<String> document, Optional<Long> expected) {
    var table = "\"" + id.table() + "\"";
    if (document.isEmpty()) {
      return delete(table, id.key(), expected);
    }
    if (expected.isEmpty()) {
      throw new IllegalStateException("What was never read is written with its neighbours");
    }
    if (expected.get() == Changes.ABSENT) {
      return insert(table, id.key(), document.get()) == 1;
    }
    return handle
            .createUpdate(
                "update "
                    + table
                    + " set version = nextval('row_version'), document = ?::jsonb"
                    + " where key = ? and version = ?")
            .bind(0, document.get())
            .bind(1, id.key())
            .bind(2, expected.get())
            .execute()
        == 1;
  }

  private int insert(String table, String key, String document) {
    return handle
        .createUpdate(
            "insert into "
                + table
                + " (key, version, document) values (?, nextval('row_version'), ?::jsonb)"
                + " on conflict do nothing")
        .bind(0, key)
        .bind(1, document)
        .execute();
  }

  private boolean delete(String table, String key, Optional<Long> expected) {
    if (expected.isEmpty()) {
      handle.createUpdate("delete from " + table + " where key = ?").bind(0, key).execute();
      return true;
    }
    if (expected.get() == Changes.ABSENT) {
      return versions(table, List.of(key)).isEmpty();
    }
    return handle
            .createUpdate("delete from " + table + " where key = ? and version = ?")
            .bind(0, key)
            .bind(1, expected.get())
            .execute()
        == 1;
  }

  /** From here to the commit nobody else appends, nor relies on what we change. */
  private Head lockHead() {
    return handle
        .createQuery("select number, hash from journal_head for update")
        .map((row, context) -> new Head(row.getLong(1), row.getString(2)))
        .one();
  }

  private boolean holds(Map<RowId, Long> reliedOn) {
    var byTable = new TreeMap<String, Map<String, Long>>();
    reliedOn.forEach(
        (id, version) -> {
          var versions = byTable.computeIfAbsent(id.table(), table -> new HashMap<>());
          versions.put(id.key(), version);
        });
    for (var table : byTable.entrySet()) {
      var now = versions("\"" + table.getKey() + "\"", List.copyOf(table.getValue().keySet()));
      for (var seen : table.getValue().entrySet()) {
        if (!now.getOrDefault(seen.getKey(), Changes.ABSENT).equals(seen.getValue())) {
          return false;
        }
      }
    }
    return true;
  }

  private Map<String, Long> versions(String table, List<String> keys) {
    var answer = new HashMap<String, Long>();
    handle
        .createQuery("select key, version from " + table + " where key = any(?)")
        .bind(0, keys.toArray(String[]::new))
        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> answer.put(entry.getKey(), entry.getValue()));
    return answer;
  }

  private void append(Head head, Actor actor, List<Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    var at = head;
    var batch =
        handle.prepareBatch(
            "insert into journal"
                + " (number, at, actor, door, what, about, details, previous, hash)"
                + " values (?, ?, ?, ?, ?, ?, ?::json, ?, ?)");
    for (var fact : facts) {
      var row = JournalRow.following(at, clock.instant(), actor, fact);
      var entry = row.entry();
      batch
          .bind(0, entry.number())
          .bind(1, entry.at().atOffset(ZoneOffset.UTC))
          .bind(2, entry.actor().name())
          .bind(3, entry.actor().door().name())
          .bind(4, entry.fact().what())
          .bind(5, entry.fact().about())
          .bind(6, row.details())
          .bind(7, entry.previous())
          .bind(8, entry.hash())
          .add();
      at = row.head();
    }
    batch.execute();
    handle
        .createQuery(
            "with moved as (update journal_head set number = ?, hash = ? returning number)"
                + " select pg_notify('"
                + CHANNEL
                + "', number::text)::text from moved")
        .bind(0, at.number())
        .bind(1, at.hash())
        .mapTo(String.class)
        .one();
  }
}
