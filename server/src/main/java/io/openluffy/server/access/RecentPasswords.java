package io.openluffy.server.access;

import io.openluffy.kernel.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were right a moment ago. Clients of git and registries send theirs with each of
 * the hundred requests of a push; checking one on purpose takes a tenth of a second.
 *
 * <p>Known only as hashes, under a key that lives as long as the process, and beside the stored
 * hash that was matched: a password that is changed, through whichever server, is forgotten at
 * once.
 */
final class RecentPasswords {
  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int MOST = 1_000;

  private final InstantSource clock;
  private final SecretKeySpec key;
  private final Map<String, Match> matches =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Match> eldest) {
          return size() > MOST;
        }
      };

  private record Match(String password, String stored, Instant until) {}

  RecentPasswords(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    var bytes = new byte[32];
    random.nextBytes(bytes);
    key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  void matched(Account account, Secret password) {
    var match = new Match(hash(password), account.passwordHash(), clock.instant().plus(REMEMBERED));
    synchronized (matches) {
      matches.put(account.name(), match);
    }
  }

  /** False says nothing: the password has to be checked. */
  boolean isKnown(Account account, Secret password) {
    return match(account.name())
        .filter(match -> clock.instant().isBefore(match.until))
        .filter(match -> match.stored.equals(account.passwordHash()))
        .filter(match -> Tokens.same(match.password, hash(password)))
        .isPresent();
  }

  private Optional<Match> match(String name) {
    synchronized (matches) {
      return Optional.ofNullable(matches.get(name));
    }
  }

  private String hash(Secret password) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of()
          .formatHex(mac.doFinal(password.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
