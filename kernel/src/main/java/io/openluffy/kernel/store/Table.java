package io.openluffy.kernel.store;

import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A noun's table: one JSON document per key.
 *
 * <p>The SQL table is made by the room's migration ({@code db/migration/<room>/V*.sql}), with an
 * index for each field that is asked for in {@link Transaction#list(Table, String, String)}:
 *
 * <pre>
 * create table release (key text collate "C" primary key, version bigint not null, document jsonb not null);
 * create index release_project on release ((document->>'project'), key);
 * </pre>
 *
 * <p>A key has 1 to 1000 characters and no control characters. {@code jsonb} keeps no order of the
 * keys of an object; what is ordered is written as a list.
 *
 * @param name the SQL name, {@code snake_case}, singular
 */
public record Table<T>(String name, Class<T> type, Function<T, String> key) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,50}");

  public Table {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a table");
    }
  }
}
