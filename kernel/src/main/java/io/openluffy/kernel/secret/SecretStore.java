package io.openluffy.kernel.secret;

import io.openluffy.kernel.journal.Actor;
import java.util.List;
import java.util.Optional;

/**
 * Named secrets, sealed at rest.
 *
 * <p>A scope is who they belong to: {@code project/<name>}, {@code repository/<url>}, {@code
 * server}. Names match {@code [a-z0-9]([-a-z0-9.]*[a-z0-9])?} and have at most 253 characters; a
 * value has at most 1 MiB.
 */
public interface SecretStore {
  void set(Actor actor, String scope, String name, Secret value);

  Optional<Secret> get(String scope, String name);

  /** Changes whenever the value is set, and tells nothing of it; for cache keys and "changed". */
  Optional<String> version(String scope, String name);

  List<String> names(String scope);

  boolean delete(Actor actor, String scope, String name);
}
