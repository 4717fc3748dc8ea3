package io.openluffy.kernel.secret;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.Store;
import io.openluffy.kernel.store.Table;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Secrets in the store, sealed with AES-256-GCM.
 *
 * <p>Scope and name are bound into the seal, so that a sealed value that somebody copies to another
 * name in the database doesn't open there.
 */
public final class SealedSecretStore implements SecretStore {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  /**
   * @param key the id of the sealing key
   * @param sealed nonce and cipher text, Base64
   * @param mark random, new with each value
   */
  record SealedSecret(String scope, String name, String key, String sealed, String mark) {}

  static final Table<SealedSecret> SECRETS =
      new Table<>("secret", SealedSecret.class, s -> keyOf(s.scope(), s.name()));

  private final Store store;
  private final SealingKeys keys;
  private final SecureRandom random = new SecureRandom();

  public SealedSecretStore(Store store, SealingKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  @Override
  public void set(Actor actor, String scope, String name, Secret value) {
    SecretRules.check(scope, name, value)
        .ifPresent(
            problem -> {
              throw problem.asException();
            });
    var sealed = seal(scope, name, value, mark());
    store.update(
        actor,
        tx -> {
          tx.put(SECRETS, sealed);
          tx.record(fact("secret.set", scope, name));
        });
  }

  @Override
  public Optional<Secret> get(String scope, String name) {
    return find(scope, name).map(this::open);
  }

  @Override
  public Optional<String> version(String scope, String name) {
    return find(scope, name).map(SealedSecret::mark);
  }

  @Override
  public List<String> names(String scope) {
    return store.read(tx -> tx.list(SECRETS, "scope", scope)).stream()
        .map(SealedSecret::name)
        .toList();
  }

  @Override
  public boolean delete(Actor actor, String scope, String name) {
    return store.write(
        actor,
        tx -> {
          var there = tx.find(SECRETS, keyOf(scope, name)).isPresent();
          if (there) {
            tx.delete(SECRETS, keyOf(scope, name));
            tx.record(fact("secret.deleted", scope, name));
          }
          return there;
        });
  }

  /**
   * Seals with the current key what older ones have sealed; values and versions stay.
   *
   * @return how many were sealed anew
   */
  public int sealAnew(Actor actor) {
    return store.write(
        actor,
        tx -> {
          var old = tx.list(SECRETS).stream().filter(s -> !s.key().equals(keys.current())).toList();
          old.forEach(s -> tx.put(SECRETS, seal(s.scope(), s.name(), open(s), s.mark())));
          if (!old.isEmpty()) {
            tx.record(new Fact("secret.sealed-anew", "server", Map.of("count", old.size())));
          }
          return old.size();
        });
  }

  private Optional<SealedSecret> find(String scope, String name) {
    return store.read(tx -> tx.find(SECRETS, keyOf(scope, name)));
  }

  private SealedSecret seal(String scope, String name, Secret value, String mark) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, keys.currentKey(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(bound(scope, name));
      var text = cipher.doFinal(value.reveal().getBytes(StandardCharsets.UTF_8));
      var sealed = new byte[nonce.length + text.length];
      System.arraycopy(nonce, 0, sealed, 0, nonce.length);
      System.arraycopy(text, 0, sealed, nonce.length, text.length);
      return new SealedSecret(
          scope, name, keys.current(), Base64.getEncoder().encodeToString(sealed), mark);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-GCM", e);
    }
  }

  private Secret open(SealedSecret secret) {
    var key = keys.key(secret.key()).orElseThrow(() -> lostKey(secret).asException());
    try {
      var sealed = Base64.getDecoder().decode(secret.sealed());
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
      cipher.updateAAD(bound(secret.scope(), secret.name()));
      var text = cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return Secret.of(new String(text, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw Problem.user(
              "secret.broken",
              "The sealed value was changed, or belongs to another secret.",
              Where.of(where(secret)),
              "Set the secret again.")
          .asException(e);
    }
  }

  private static Problem lostKey(SealedSecret secret) {
    return Problem.user(
        "secret.lost-key",
        "It is sealed with key %s, which is not in the key file.".formatted(secret.key()),
        Where.of(where(secret)),
        "Put the key back, or set the secret again.");
  }

  private static String where(SealedSecret secret) {
    return "secret " + secret.scope() + " " + secret.name();
  }

  private static byte[] bound(String scope, String name) {
    return keyOf(scope, name).getBytes(StandardCharsets.UTF_8);
  }

  /** Names hold no space, so the last one ends the scope. */
  private static String keyOf(String scope, String name) {
    return scope + " " + name;
  }

  private static Fact fact(String what, String scope, String name) {
    return new Fact(what, "secret/" + scope + "/" + name, Map.of());
  }

  private String mark() {
    var bytes = new byte[12];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
