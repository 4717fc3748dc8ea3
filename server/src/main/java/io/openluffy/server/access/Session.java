package io.openluffy.server.access;

import io.openluffy.kernel.store.Table;
import java.time.Instant;

/**
 * Somebody who signed in, as table {@code session} keeps it; the token itself is not kept.
 *
 * @param id SHA-256 of the token in hex
 * @param generation the account's when it was made
 */
record Session(String id, String account, int generation, Instant createdAt, Instant expiresAt) {
  static final Table<Session> TABLE = new Table<>("session", Session.class, Session::id);
}
