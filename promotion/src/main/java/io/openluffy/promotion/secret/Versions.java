package io.openluffy.promotion.secret;

import io.openluffy.kernel.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Marks values so that a change shows, with a key that is forgotten when the process ends. */
final class Versions {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKey key;

  Versions() {
    try {
      key = KeyGenerator.getInstance(ALGORITHM).generateKey();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  String of(Secret value) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      var digest = mac.doFinal(value.reveal().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }
}
