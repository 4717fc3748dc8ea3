package io.openluffy.kernel.store;

import java.util.function.Function;

/**
 * A noun's table: one JSON document per key.
 *
 * <p>The SQL table has the columns {@code key text primary key, version bigint, document jsonb} and
 * is made by the room's migration ({@code db/migration/<room>/V*.sql}); a field that is asked for
 * in {@link Transaction#list(Table, String, String)} gets an index there.
 *
 * @param name the SQL name, {@code snake_case}, singular
 */
public record Table<T>(String name, Class<T> type, Function<T, String> key) {}
