package io.openluffy.kernel.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kernel.journal.JournalChain.Head;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything a store in memory holds at one moment; a commit makes a new one.
 *
 * @param journal only ever appended to, so that this is a prefix of what came later
 */
record InMemoryState(
    Map<String, NavigableMap<String, Kept>> tables,
    Map<String, byte[]> blobs,
    List<JournalRow> journal,
    Head head,
    long lastVersion)
    implements Snapshot {

  static final InMemoryState EMPTY =
      new InMemoryState(Map.of(), Map.of(), List.of(), Head.START, 0);

  /** A row with its document parsed, for looking at its fields. */
  record Kept(Row row, JsonNode document) {}

  @Override
  public Optional<Row> find(RowId id) {
    return Optional.ofNullable(table(id.table()).get(id.key())).map(Kept::row);
  }

  @Override
  public List<Row> list(String table) {
    return rows(table(table).values().stream());
  }

  @Override
  public List<Row> list(String table, String field, String value) {
    return rows(having(table(table).values(), field, value));
  }

  @Override
  public List<Row> last(String table, String field, String value, int limit) {
    return rows(having(table(table).descendingMap().values(), field, value).limit(limit));
  }

  @Override
  public Optional<byte[]> blob(String digest) {
    return Optional.ofNullable(blobs.get(digest));
  }

  long version(RowId id) {
    return find(id).map(Row::version).orElse(Changes.ABSENT);
  }

  boolean hasField(RowId id, String field, String value) {
    var kept = table(id.table()).get(id.key());
    return kept != null && StoredText.hasField(kept.document(), field, value);
  }

  private NavigableMap<String, Kept> table(String name) {
    var table = tables.get(name);
    return table == null ? new TreeMap<>(RowId.BY_KEY) : table;
  }

  private static Stream<Kept> having(Collection<Kept> rows, String field, String value) {
    return rows.stream().filter(kept -> StoredText.hasField(kept.document(), field, value));
  }

  private static List<Row> rows(Stream<Kept> kept) {
    return kept.map(Kept::row).toList();
  }
}
