package io.openluffy.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id in the PHC string form, {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 *
 * <p>The parameters are OWASP's of 2023 (19 MiB, two passes, one lane); they stand in each hash, so
 * they can be raised without voiding the old ones. At most two are computed at once, which bounds
 * the memory that strangers can make us use.
 */
final class PasswordHash {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final Semaphore AT_ONCE = new Semaphore(2);
  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

  /** Of no password; to compare with when there is no user, since that takes as long. */
  static final String NOBODYS = written(new byte[16], new byte[32]);

  private PasswordHash() {}

  static String of(String password, SecureRandom random) {
    var salt = new byte[16];
    random.nextBytes(salt);
    var hash = derive(password, salt, MEMORY_KIB, PASSES, 32);
    return written(salt, hash);
  }

  /** Compares in constant time. */
  static boolean matches(String password, String phc) {
    var parts = phc.split("\\$", -1);
    var settings = parts[3].split("[=,]", -1);
    var salt = Base64.getDecoder().decode(parts[4]);
    var expected = Base64.getDecoder().decode(parts[5]);
    var actual =
        derive(
            password,
            salt,
            Integer.parseInt(settings[1]),
            Integer.parseInt(settings[3]),
            expected.length);
    return MessageDigest.isEqual(actual, expected);
  }

  private static String written(byte[] salt, byte[] hash) {
    return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
        .formatted(MEMORY_KIB, PASSES, ENCODER.encodeToString(salt), ENCODER.encodeToString(hash));
  }

  private static byte[] derive(String password, byte[] salt, int memory, int passes, int length) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    var out = new byte[length];
    AT_ONCE.acquireUninterruptibly();
    try {
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
    } finally {
      AT_ONCE.release();
    }
    return out;
  }
}
