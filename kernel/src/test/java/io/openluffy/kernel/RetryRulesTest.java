package io.openluffy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryRulesTest {
  private static final Instant SINCE = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void thePausesGrowToAMinute() {
    var seconds = new ArrayList<Long>();
    for (var at = SINCE; seconds.size() < 9; seconds.add(Duration.between(SINCE, at).toSeconds())) {
      at = RetryRules.next(SINCE, at);
    }

    assertThat(seconds).isEqualTo(List.of(1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L, 243L));
  }

  @Test
  void itIsNeverLongerThanAMinuteAndAlwaysToCome() {
    for (long second : List.of(0L, 62L, 63L, 64L, 122L, 123L, 3_600L, 86_400L * 400)) {
      var now = SINCE.plusSeconds(second).plusMillis(1);
      assertThat(RetryRules.next(SINCE, now)).isAfter(now).isBefore(now.plusSeconds(61));
    }
  }

  @Test
  void aClockThatWasSetBackDelaysNothing() {
    var now = SINCE.minus(Duration.ofDays(1));

    assertThat(RetryRules.next(SINCE, now)).isEqualTo(now.plusSeconds(1));
  }
}
