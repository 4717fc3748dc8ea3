package io.openluffy.kernel.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** How bytes are named by their content, and compressed. */
final class Blobs {
  private static final int LARGEST = 64 << 20;

  private Blobs() {}

  static String digest(byte[] content) {
    if (content.length > LARGEST) {
      throw new IllegalArgumentException(
          "A blob has at most %d bytes, not %d".formatted(LARGEST, content.length));
    }
    return "sha256:" + HexFormat.of().formatHex(sha256().digest(content));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  static byte[] compress(byte[] content) {
    var bytes = new ByteArrayOutputStream(content.length / 4 + 64);
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (var out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  static byte[] expand(byte[] compressed) {
    try (var in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
