package io.openluffy.server.wiring;

import io.openluffy.kernel.postgres.EmbeddedPostgres;
import io.openluffy.kernel.secret.SealedSecretStore;
import io.openluffy.kernel.secret.SealingKeys;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.secret.SecretStore;
import io.openluffy.kernel.store.DatabaseAddress;
import io.openluffy.kernel.store.PostgresStore;
import io.openluffy.server.Settings;
import io.openluffy.server.home.HomeFolder;
import java.time.InstantSource;
import java.util.Optional;

/** The database, embedded or external, with the store and the sealed secrets on it. */
public record Storage(
    Optional<EmbeddedPostgres> embedded,
    DatabaseAddress address,
    PostgresStore store,
    SecretStore secrets)
    implements AutoCloseable {

  public static Storage open(Settings settings, HomeFolder home, InstantSource clock) {
    var embedded =
        settings.database().isPresent()
            ? Optional.<EmbeddedPostgres>empty()
            : Optional.of(EmbeddedPostgres.start(home.root()));
    try {
      var address =
          embedded
              .map(EmbeddedPostgres::address)
              .orElseGet(
                  () ->
                      DatabaseAddress.parse(settings.database().map(Secret::reveal).orElseThrow()));
      var store = PostgresStore.open(address, clock);
      var keys = SealingKeys.in(home.at("sealing-key"));
      return new Storage(embedded, address, store, new SealedSecretStore(store, keys));
    } catch (RuntimeException e) {
      embedded.ifPresent(EmbeddedPostgres::close);
      throw e;
    }
  }

  @Override
  public void close() {
    store.close();
    embedded.ifPresent(EmbeddedPostgres::close);
  }
}
