package io.openluffy.kernel.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.secret.SealedSecretStore.SealedSecret;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.kernel.store.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedSecretStoreTest {
  private static final Actor BEN = new Actor("ben", Door.CLI);
  private static final String SCOPE = "project/one-piece";

  @TempDir Path home;
  private final InMemoryStore store = new InMemoryStore(SettableClock.atNoon());
  private SealedSecretStore secrets;

  @BeforeEach
  void openSecrets() {
    secrets = new SealedSecretStore(store, SealingKeys.in(home.resolve("sealing-key")));
  }

  @Test
  void aSecretIsReadAsItWasSetAlsoAfterARestart() {
    secrets.set(BEN, SCOPE, "api-key", Secret.of("s3cr€t"));

    var restarted = new SealedSecretStore(store, SealingKeys.in(home.resolve("sealing-key")));

    assertThat(restarted.get(SCOPE, "api-key")).contains(Secret.of("s3cr€t"));
    assertThat(restarted.names(SCOPE)).containsExactly("api-key");
    assertThat(restarted.get("project/other", "api-key")).isEmpty();
  }

  @Test
  void nothingOfTheValueIsInTheStoreOrTheJournal() {
    secrets.set(BEN, SCOPE, "api-key", Secret.of("s3cret"));

    var row = store.read(tx -> tx.list(SealedSecretStore.SECRETS)).getFirst();

    assertThat(Json.write(row)).doesNotContain("s3cret");
    assertThat(store.journal().after(0, 10).toString())
        .contains("secret.set")
        .doesNotContain("s3cret");
  }

  @Test
  void theVersionChangesWithEachSettingEvenOfTheSameValue() {
    secrets.set(BEN, SCOPE, "api-key", Secret.of("same"));
    var first = secrets.version(SCOPE, "api-key");
    secrets.set(BEN, SCOPE, "api-key", Secret.of("same"));

    assertThat(secrets.version(SCOPE, "api-key")).isPresent().isNotEqualTo(first);
  }

  @Test
  void aSealedValueOpensUnderItsOwnNameOnly() {
    secrets.set(BEN, SCOPE, "harmless", Secret.of("a"));
    secrets.set(BEN, SCOPE, "root-password", Secret.of("b"));
    store.update(
        BEN,
        tx -> {
          var root = tx.list(SealedSecretStore.SECRETS).getLast();
          tx.put(
              SealedSecretStore.SECRETS,
              new SealedSecret(SCOPE, "harmless", root.key(), root.sealed(), root.mark()));
        });

    assertThatThrownBy(() -> secrets.get(SCOPE, "harmless"))
        .hasMessageContaining("was changed, or belongs to another secret");
  }

  @Test
  void afterARotationNewKeysSealAndOldValuesStillOpen() {
    secrets.set(BEN, SCOPE, "api-key", Secret.of("old"));
    var version = secrets.version(SCOPE, "api-key");
    var rotated = new SealedSecretStore(store, SealingKeys.addKey(home.resolve("sealing-key")));
    assertThat(rotated.get(SCOPE, "api-key")).contains(Secret.of("old"));

    assertThat(rotated.sealAnew(BEN)).isEqualTo(1);

    assertThat(rotated.sealAnew(BEN)).isZero();
    assertThat(rotated.get(SCOPE, "api-key")).contains(Secret.of("old"));
    assertThat(rotated.version(SCOPE, "api-key")).isEqualTo(version);
    assertThatThrownBy(() -> secrets.get(SCOPE, "api-key")).hasMessageContaining("key file");
  }

  @Test
  void theKeyFileIsForItsOwnerOnly() throws Exception {
    assertThat(Files.getPosixFilePermissions(home.resolve("sealing-key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void badNamesAndValuesAreRefused() {
    for (var name : new String[] {"", "A", "-a", "a b", "x".repeat(254)}) {
      assertThatThrownBy(() -> secrets.set(BEN, SCOPE, name, Secret.of("v")))
          .hasMessageContaining("name of a secret");
    }
    assertThatThrownBy(() -> secrets.set(BEN, SCOPE, "big", Secret.of("x".repeat(1 << 21))))
        .hasMessageContaining("at most 1 MiB");
  }

  @Test
  void deletingIsRecordedOnce() {
    secrets.set(BEN, SCOPE, "api-key", Secret.of("v"));

    assertThat(secrets.delete(BEN, SCOPE, "api-key")).isTrue();
    assertThat(secrets.delete(BEN, SCOPE, "api-key")).isFalse();
    assertThat(store.journal().last()).isEqualTo(2);
  }
}
