package io.openluffy.kernel.store;

import io.openluffy.kernel.journal.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Reads from a snapshot, keeps changes to itself until the commit; the same for every store. */
final class OptimisticTransaction implements Transaction {
  private final Snapshot snapshot;
  private final boolean readOnly;
  private final List<Runnable> afterCommit = new ArrayList<>();
  final Changes changes = new Changes();

  OptimisticTransaction(Snapshot snapshot, boolean readOnly) {
    this.snapshot = snapshot;
    this.readOnly = readOnly;
  }

  @Override
  public <T> Optional<T> find(Table<T> table, String key) {
    var id = new RowId(table.name(), key);
    var changed = changes.rows.get(id);
    if (changed != null) {
      return changed.map(document -> Json.read(document, table.type()));
    }
    if (key.isEmpty()) {
      return Optional.empty();
    }
    var row = snapshot.find(id);
    changes.found.put(id, row.map(Row::version).orElse(Changes.ABSENT));
    return row.map(found -> found.as(table.type()));
  }

  @Override
  public <T> List<T> list(Table<T> table) {
    var rows = byKey(snapshot.list(table.name()));
    changesOf(table).forEach((id, document) -> overlay(rows, id, document));
    return read(table, rows);
  }

  @Override
  public <T> List<T> list(Table<T> table, String field, String value) {
    var rows = byKey(snapshot.list(table.name(), StoredText.field(field), StoredText.clean(value)));
    changesOf(table).forEach((id, document) -> overlay(rows, id, having(document, field, value)));
    return read(table, rows);
  }

  @Override
  public <T> List<T> last(Table<T> table, String field, String value, int limit) {
    if (limit <= 0) {
      return List.of();
    }
    var changed = changesOf(table);
    // Of the committed rows as many may be hidden as this transaction has changed.
    var most = (int) Math.min(Integer.MAX_VALUE, (long) limit + changed.size());
    var rows =
        byKey(snapshot.last(table.name(), StoredText.field(field), StoredText.clean(value), most));
    changed.forEach((id, document) -> overlay(rows, id, having(document, field, value)));
    return read(table, rows).reversed().stream().limit(limit).toList();
  }

  @Override
  public <T> void put(Table<T> table, T row) {
    writable();
    var key = StoredText.key(table, table.key().apply(row));
    changes.rows.put(new RowId(table.name(), key), Optional.of(StoredText.json(row)));
  }

  @Override
  public <T> void put(Table<T> table, T row, Fence fence) {
    put(table, row);
    var id = new RowId(table.name(), table.key().apply(row));
    if (changes.expected(id).isPresent()) {
      throw new IllegalStateException(
          "A row that was read is compared by its version; put it without a fence");
    }
    changes.fences.put(id, fence);
  }

  @Override
  public <T> void delete(Table<T> table, String key) {
    writable();
    changes.rows.put(new RowId(table.name(), StoredText.key(table, key)), Optional.empty());
  }

  @Override
  public void record(Fact fact) {
    writable();
    changes.facts.add(fact);
  }

  @Override
  public String putBlob(byte[] content) {
    writable();
    var digest = Blobs.digest(content);
    if (!changes.blobs.containsKey(digest)) {
      changes.blobs.put(digest, Blobs.compress(content));
    }
    return digest;
  }

  @Override
  public Optional<byte[]> blob(String digest) {
    return Optional.ofNullable(changes.blobs.get(digest))
        .or(() -> snapshot.blob(digest))
        .map(Blobs::expand);
  }

  @Override
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  List<Runnable> afterCommit() {
    return afterCommit;
  }

  private void writable() {
    if (readOnly) {
      throw new IllegalStateException("Store.read can't write; use Store.write");
    }
  }

  private NavigableMap<RowId, Optional<String>> changesOf(Table<?> table) {
    var answer = new TreeMap<RowId, Optional<String>>();
    for (var change : changes.rows.tailMap(new RowId(table.name(), ""), true).entrySet()) {
      if (!change.getKey().table().equals(table.name())) {
        break;
      }
      answer.put(change.getKey(), change.getValue());
    }
    return answer;
  }

  private static NavigableMap<String, Row> byKey(List<Row> rows) {
    var answer = new TreeMap<String, Row>(RowId.BY_KEY);
    rows.forEach(row -> answer.put(row.key(), row));
    return answer;
  }

  private static void overlay(NavigableMap<String, Row> rows, RowId id, Optional<String> document) {
    if (document.isPresent()) {
      rows.put(id.key(), new Row(id.key(), Changes.ABSENT, document.get()));
    } else {
      rows.remove(id.key());
    }
  }

  private static Optional<String> having(Optional<String> document, String field, String value) {
    return document.filter(json -> StoredText.hasField(Json.tree(json), field, value));
  }

  private <T> List<T> read(Table<T> table, NavigableMap<String, Row> rows) {
    var answer = new ArrayList<T>(rows.size());
    for (var row : rows.values()) {
      var id = new RowId(table.name(), row.key());
      if (!changes.rows.containsKey(id)) {
        changes.listed.putIfAbsent(id, row.version());
      }
      answer.add(row.as(table.type()));
    }
    return answer;
  }
}
