package io.openluffy.kernel.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Reads rows through one transaction whose isolation makes it one picture. */
final class PostgresSnapshot implements Snapshot {
  private static final RowMapper<Row> ROW =
      (result, context) -> new Row(result.getString(1), result.getLong(2), result.getString(3));

  private final Handle handle;

  PostgresSnapshot(Handle handle) {
    this.handle = handle;
  }

  @Override
  public Optional<Row> find(RowId id) {
    return handle
        .createQuery(select(id.table()) + " where key = ?")
        .bind(0, id.key())
        .map(ROW)
        .findOne();
  }

  @Override
  public List<Row> list(String table) {
    return handle.createQuery(select(table) + " order by key").map(ROW).list();
  }

  @Override
  public List<Row> list(String table, String field, String value) {
    return handle
        .createQuery(select(table) + having(field) + " order by key")
        .bind(0, value)
        .map(ROW)
        .list();
  }

  @Override
  public List<Row> last(String table, String field, String value, int limit) {
    return handle
        .createQuery(select(table) + having(field) + " order by key desc limit ?")
        .bind(0, value)
        .bind(1, limit)
        .map(ROW)
        .list();
  }

  @Override
  public Optional<byte[]> blob(String digest) {
    return handle
        .createQuery("select content from blob where digest = ?")
        .bind(0, digest)
        .mapTo(byte[].class)
        .findOne();
  }

  /** The name is checked by Table and the field by the transaction, so both may stand here. */
  private static String select(String table) {
    return "select key, version, document::text from \"" + table + "\"";
  }

  /** The field stands in the text, not as a parameter, so that its index fits. */
  private static String having(String field) {
    return " where (document->>'" + field + "') = ?";
  }
}
