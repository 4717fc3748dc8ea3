package io.openluffy.kernel.secret;

import io.openluffy.kernel.PrivateFiles;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that secrets are sealed with, from a file of mode 0600.
 *
 * <p>One key per line, {@code <id> <64 hex digits>}; the last one seals, all open. To rotate, call
 * {@link #addKey} and seal everything anew.
 */
public final class SealingKeys {
  private static final int KEY_BYTES = 32;

  private final Map<String, SecretKey> keys;
  private final String current;

  private SealingKeys(Map<String, SecretKey> keys, String current) {
    this.keys = keys;
    this.current = current;
  }

  /** Reads the file, or makes it with a first key. */
  public static SealingKeys in(Path file) {
    try {
      if (!Files.exists(file)) {
        PrivateFiles.write(file, line());
      }
      return read(file);
    } catch (IOException e) {
      throw Problem.user(
              "secret.key-file",
              "The file with the sealing keys can't be used: " + e.getMessage() + ".",
              Where.of(file.toString()),
              "Check that it belongs to the user who runs the server.")
          .asException(e);
    }
  }

  /** Adds a key that seals from now on, and reads the file again. */
  public static SealingKeys addKey(Path file) {
    var old = in(file);
    try {
      PrivateFiles.write(file, Files.readString(file) + line());
    } catch (IOException e) {
      throw new IllegalStateException("After key " + old.current + " none could be added", e);
    }
    return in(file);
  }

  /**
   * 32 bytes for one purpose, from the oldest key, so that they outlive a rotation.
   *
   * @param purpose such as {@code rendered-manifests}; another one gives other bytes
   */
  public byte[] derive(String purpose) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keys.values().iterator().next().getEncoded(), "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  String current() {
    return current;
  }

  SecretKey currentKey() {
    return key(current).orElseThrow();
  }

  Optional<SecretKey> key(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  private static SealingKeys read(Path file) throws IOException {
    var keys = new LinkedHashMap<String, SecretKey>();
    var last = "";
    for (var line : Files.readAllLines(file)) {
      var parts = line.strip().split(" ");
      if (parts.length == 2 && parts[1].matches("[0-9a-f]{64}")) {
        last = parts[0];
        keys.put(last, new SecretKeySpec(HexFormat.of().parseHex(parts[1]), "AES"));
      } else if (!line.isBlank()) {
        throw new IOException("a line is no key");
      }
    }
    if (keys.isEmpty()) {
      throw new IOException("it holds no key");
    }
    return new SealingKeys(keys, last);
  }

  private static String line() {
    var random = new SecureRandom();
    var bytes = new byte[KEY_BYTES + 4];
    random.nextBytes(bytes);
    var hex = HexFormat.of();
    return "k%s %s%n"
        .formatted(
            hex.formatHex(bytes, KEY_BYTES, bytes.length), hex.formatHex(bytes, 0, KEY_BYTES));
  }
}
