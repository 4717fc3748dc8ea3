package io.openluffy.application.reconcile;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Table;
import java.time.Instant;
import java.util.Set;

/**
 * Who asked for an operation through one of our doors. The resource carries only the id, so that
 * nobody can pretend to be somebody else by writing the resource.
 */
public record RequestRow(String id, String application, Actor by, Set<String> roles, Instant at) {
  public static final Table<RequestRow> TABLE =
      new Table<>("operation_request", RequestRow.class, RequestRow::id);

  public RequestRow {
    roles = Set.copyOf(roles);
  }
}
