package io.openluffy.release.build;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 in the words of registries. */
public final class Digests {
  private Digests() {}

  /** {@code sha256:<hex>} */
  public static String sha256(byte[] content) {
    return "sha256:" + HexFormat.of().formatHex(begin().digest(content));
  }

  /** One digest over texts that can't run into each other. */
  public static String ofAll(List<String> texts) {
    var digest = begin();
    for (var text : texts) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
