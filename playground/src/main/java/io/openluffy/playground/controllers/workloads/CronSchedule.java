package io.openluffy.playground.controllers.workloads;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Five fields of cron (minute, hour, day of month, month, day of week) with names, lists, ranges,
 * steps and the usual macros, as CronJobs take them.
 */
final class CronSchedule {
  private static final Map<String, String> MACROS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");
  private static final List<String> MONTHS =
      List.of(
          "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
  private static final int YEARS = 9;

  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet days;
  private final BitSet months;
  private final BitSet weekdays;
  private final boolean eitherDay;

  private CronSchedule(String[] fields) {
    minutes = field(fields[0], 0, 59, List.of());
    hours = field(fields[1], 0, 23, List.of());
    days = field(fields[2], 1, 31, List.of());
    months = field(fields[3], 1, 12, MONTHS);
    weekdays = field(fields[4], 0, 7, DAYS);
    if (weekdays.get(7)) {
      weekdays.set(0);
    }
    eitherDay = !isAny(fields[2]) && !isAny(fields[4]);
  }

  /** Empty for what is no schedule. */
  static Optional<CronSchedule> parse(String text) {
    var plain = text.strip().toLowerCase(Locale.ROOT);
    var fields = MACROS.getOrDefault(plain, plain).split("\\s+");
    try {
      return fields.length == 5 ? Optional.of(new CronSchedule(fields)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The first time after another; empty if there is none within nine years. */
  Optional<Instant> next(Instant after, ZoneId zone) {
    var time = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    var end = time.plusYears(YEARS);
    while (time.isBefore(end)) {
      if (!months.get(time.getMonthValue())) {
        time = time.plusMonths(1).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
      } else if (!isDay(time)) {
        time = time.plusDays(1).truncatedTo(ChronoUnit.DAYS);
      } else if (!hours.get(time.getHour())) {
        time = time.plusHours(1).truncatedTo(ChronoUnit.HOURS);
      } else if (!minutes.get(time.getMinute())) {
        time = time.plusMinutes(1);
      } else {
        return Optional.of(time.toInstant());
      }
    }
    return Optional.empty();
  }

  /** When both days are restricted, either of them is enough. */
  private boolean isDay(ZonedDateTime time) {
    var inMonth = days.get(time.getDayOfMonth());
    var inWeek = weekdays.get(time.getDayOfWeek().getValue() % 7);
    return eitherDay ? inMonth || inWeek : inMonth && inWeek;
  }

  private static boolean isAny(String field) {
    return field.startsWith("*") || field.equals("?");
  }

  private static BitSet field(String text, int least, int most, List<String> names) {
    var set = new BitSet();
    for (var part : text.split(",", -1)) {
      var slash = part.indexOf('/');
      var range = slash < 0 ? part : part.substring(0, slash);
      var step = slash < 0 ? 1 : Integer.parseInt(part.substring(slash + 1));
      var dash = range.indexOf('-');
      var from = isAny(range) ? least : number(dash < 0 ? range : range.substring(0, dash), names);
      var to = isAny(range) || (dash < 0 && slash >= 0) ? most : from;
      to = dash < 0 ? to : number(range.substring(dash + 1), names);
      if (step < 1 || from < least || to > most || from > to) {
        throw new IllegalArgumentException(text);
      }
      for (var value = from; value <= to; value += step) {
        set.set(value);
      }
    }
    return set;
  }

  private static int number(String text, List<String> names) {
    var index = names.indexOf(text);
    return index >= 0 && !text.isEmpty() ? index : Integer.parseInt(text);
  }
}
