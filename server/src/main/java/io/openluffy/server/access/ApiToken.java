package io.openluffy.server.access;

import io.openluffy.kernel.store.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A token for a script, as table {@code api_token} keeps it; its secret half is kept as a hash.
 *
 * @param id the public half
 * @param hash SHA-256 of the secret half in hex
 * @param roles the scope: at most what the account has when it is used
 */
public record ApiToken(
    String id,
    String hash,
    String account,
    String name,
    Set<Role> roles,
    Instant createdAt,
    Instant expiresAt) {
  static final Table<ApiToken> TABLE = new Table<>("api_token", ApiToken.class, ApiToken::id);

  public ApiToken {
    roles = Collections.unmodifiableSet(new TreeSet<>(roles));
  }
}
