package io.openluffy.server.canary;

import io.openluffy.kernel.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Secrets that are easily recognised, in clear and in Base64, and the places they were seen in. */
final class Canaries {
  private final Map<String, String> values = new TreeMap<>();
  private final List<String> seen = new ArrayList<>();

  /** A new one; the place is where it is planted. */
  Secret plant(String place) {
    var value = "canary-" + Integer.toHexString(place.hashCode()) + "-sings-" + values.size();
    values.put(place, value);
    return Secret.of(value);
  }

  /** A secret that somebody else has made. */
  void is(String place, Secret secret) {
    values.put(place, secret.reveal());
  }

  String value(String place) {
    var value = values.get(place);
    if (value == null) {
      throw new IllegalArgumentException("Nothing was planted in " + place);
    }
    return value;
  }

  void look(String where, byte[] bytes) {
    look(where, new String(bytes, StandardCharsets.ISO_8859_1));
  }

  void look(String where, String text) {
    values.forEach(
        (place, value) -> {
          if (text.contains(value) || text.contains(encoded(value))) {
            seen.add(place + " was seen in " + where);
          }
        });
  }

  /** How a Secret holds it, but for the end, which what follows would change. */
  private static String encoded(String value) {
    var text = base64(value);
    return text.substring(0, text.length() - 2);
  }

  static String base64(String value) {
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  List<String> seen() {
    return List.copyOf(seen);
  }
}
