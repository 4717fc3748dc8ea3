package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Secrets that were planted, and where they were seen: in clear or in Base64. */
final class Sightings {
  private static final int SHORTEST = 9;

  private final Map<String, String> planted = new LinkedHashMap<>();
  private final List<String> seen = new ArrayList<>();

  /** A new secret for a place. */
  String plant(String place) {
    var value = "canary-" + Integer.toHexString(place.hashCode()) + "-" + planted.size();
    planted(place, value);
    return value;
  }

  /** A secret that is there already. */
  void planted(String place, String secret) {
    assertThat(secret).as(place).hasSizeGreaterThanOrEqualTo(SHORTEST);
    planted.put(place, secret);
  }

  void look(String where, String text) {
    planted.forEach(
        (place, secret) -> {
          if (text.contains(secret) || text.contains(encoded(secret))) {
            seen.add(place + " was seen in " + where);
          }
        });
  }

  /** But for the end, which what follows would change. */
  private static String encoded(String secret) {
    var text = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    return text.substring(0, text.length() - 4);
  }

  List<String> seen() {
    return List.copyOf(seen);
  }
}
