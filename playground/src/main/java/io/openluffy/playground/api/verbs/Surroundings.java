package io.openluffy.playground.api.verbs;

import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.types.TypeCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** What every verb works with: the objects, the kinds, time and chance. */
public record Surroundings(
    ObjectStore store,
    TypeCatalog catalog,
    ServiceHolds holds,
    InstantSource clock,
    RandomGenerator random) {
  /** As Kubernetes makes random names: no vowels, nothing that looks alike. */
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX = 5;

  public static Surroundings of(
      ObjectStore store, TypeCatalog catalog, InstantSource clock, RandomGenerator random) {
    return new Surroundings(store, catalog, ServiceHolds.of(store, random), clock, random);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  String newUid() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    var hex = HexFormat.of().formatHex(bytes);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  String newSuffix() {
    var suffix = new StringBuilder(SUFFIX);
    for (var i = 0; i < SUFFIX; i++) {
      suffix.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return suffix.toString();
  }
}
