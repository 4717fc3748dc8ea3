package io.openluffy.playground.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of content: an algorithm and the hash, such as {@code sha256:9f86d0…}. */
public record Digest(String algorithm, String hex) {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

  /** Empty when the text is no digest of an algorithm we verify (sha256, sha512). */
  public static Optional<Digest> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    var colon = text.indexOf(':');
    return Optional.of(new Digest(text.substring(0, colon), text.substring(colon + 1)));
  }

  public static Digest sha256(byte[] content) {
    var hash = new Digest("sha256", "").newHash();
    return new Digest("sha256", HexFormat.of().formatHex(hash.digest(content)));
  }

  MessageDigest newHash() {
    try {
      return MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256 and SHA-512", e);
    }
  }

  boolean names(byte[] content) {
    return isHash(newHash().digest(content));
  }

  boolean isHash(byte[] hash) {
    return hex.equals(HexFormat.of().formatHex(hash));
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
