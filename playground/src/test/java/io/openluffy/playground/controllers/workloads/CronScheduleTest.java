package io.openluffy.playground.controllers.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *          | 2026-01-01T00:01:00Z",
        "*/15 * * * *       | 2026-01-01T00:15:00Z",
        "5/20 * * * *       | 2026-01-01T00:05:00Z",
        "30 4 * * *         | 2026-01-01T04:30:00Z",
        "0 0 * * FRI        | 2026-01-02T00:00:00Z",
        "0 0 * * 7          | 2026-01-04T00:00:00Z",
        "0 0 13 * fri       | 2026-01-02T00:00:00Z",
        "0 12 29 feb *      | 2028-02-29T12:00:00Z",
        "0 9-17/4 * * 1-5   | 2026-01-01T09:00:00Z",
        "1,59 23 31 12 *    | 2026-12-31T23:01:00Z",
        "@monthly           | 2026-02-01T00:00:00Z",
      })
  void findsTheNextTime(String schedule, Instant next) {
    var after = Instant.parse("2026-01-01T00:00:30Z");

    assertThat(CronSchedule.parse(schedule).orElseThrow().next(after, ZoneId.of("UTC")))
        .contains(next);
  }

  @Test
  void followsTheTimeZone() {
    var schedule = CronSchedule.parse("0 12 * * *").orElseThrow();

    assertThat(schedule.next(Instant.parse("2026-07-01T00:00:00Z"), ZoneId.of("Europe/Berlin")))
        .contains(Instant.parse("2026-07-01T10:00:00Z"));
  }

  @Test
  void whatNeverComesIsSaidSo() {
    var schedule = CronSchedule.parse("0 0 30 2 *").orElseThrow();

    assertThat(schedule.next(Instant.EPOCH, ZoneId.of("UTC"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "60 * * * *",
        "* 24 * * *",
        "*/0 * * * *",
        "a * * * *",
        "5-1 * * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "@never",
        "99999999999 * * * *"
      })
  void refusesWhatIsNoSchedule(String text) {
    assertThat(CronSchedule.parse(text)).isEmpty();
  }
}
