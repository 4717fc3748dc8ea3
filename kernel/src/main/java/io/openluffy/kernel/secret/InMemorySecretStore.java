package io.openluffy.kernel.secret;

import io.openluffy.kernel.journal.Actor;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Secrets in memory, for tests. */
public final class InMemorySecretStore implements SecretStore {
  private record Kept(Secret value, long version) {}

  private final TreeMap<String, TreeMap<String, Kept>> scopes = new TreeMap<>();
  private long lastVersion;

  @Override
  public synchronized void set(Actor actor, String scope, String name, Secret value) {
    SecretRules.check(scope, name, value)
        .ifPresent(
            problem -> {
              throw problem.asException();
            });
    scopes.computeIfAbsent(scope, any -> new TreeMap<>()).put(name, new Kept(value, ++lastVersion));
  }

  @Override
  public synchronized Optional<Secret> get(String scope, String name) {
    return kept(scope, name).map(Kept::value);
  }

  @Override
  public synchronized Optional<String> version(String scope, String name) {
    return kept(scope, name).map(kept -> Long.toString(kept.version()));
  }

  @Override
  public synchronized List<String> names(String scope) {
    var secrets = scopes.get(scope);
    return secrets == null ? List.of() : List.copyOf(secrets.keySet());
  }

  @Override
  public synchronized boolean delete(Actor actor, String scope, String name) {
    var secrets = scopes.get(scope);
    return secrets != null && secrets.remove(name) != null;
  }

  private Optional<Kept> kept(String scope, String name) {
    return Optional.ofNullable(scopes.get(scope)).map(secrets -> secrets.get(name));
  }
}
