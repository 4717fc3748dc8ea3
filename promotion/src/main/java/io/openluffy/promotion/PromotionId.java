package io.openluffy.promotion;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Names a promotion, such as {@code p-0jk3v9q2x-4f7t}; ids sort in the order of creation. */
public record PromotionId(@JsonValue String value) implements Comparable<PromotionId> {
  private static final int MOST_RANDOM = 1 << 20;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PromotionId {
    if (!value.matches("[a-z][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException("Not the id of a promotion: '" + value + "'");
    }
  }

  static PromotionId next(String prefix, Instant now, RandomGenerator random) {
    var time = Long.toString(now.toEpochMilli(), 36);
    var chance = Integer.toString(random.nextInt(MOST_RANDOM), 36);
    return new PromotionId(
        (prefix + "-%9s-%4s").formatted(time, chance).replace(' ', '0').toLowerCase(Locale.ROOT));
  }

  @Override
  public int compareTo(PromotionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
