package io.openluffy.git.webhook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads one field of a form as browsers send it. */
final class FormRules {
  private FormRules() {}

  static Optional<byte[]> field(String name, byte[] form) {
    for (var pair : new String(form, StandardCharsets.UTF_8).split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return decoded(pair.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> decoded(String value) {
    try {
      var text = URLDecoder.decode(value, StandardCharsets.UTF_8);
      return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
