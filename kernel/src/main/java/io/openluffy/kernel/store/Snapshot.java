package io.openluffy.kernel.store;

import java.util.List;
import java.util.Optional;

/** The committed rows as they are at one moment. */
interface Snapshot {
  Optional<Row> find(RowId row);

  List<Row> list(String table);

  List<Row> list(String table, String field, String value);

  /** The last keys first. */
  List<Row> last(String table, String field, String value, int limit);

  /** Compressed. */
  Optional<byte[]> blob(String digest);
}
