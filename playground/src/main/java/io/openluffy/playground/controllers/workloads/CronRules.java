package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.controllers.loop.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Which time of a schedule a CronJob has still to serve. */
final class CronRules {
  private static final int MANY = 100;

  private CronRules() {}

  /**
   * Times that have passed since the CronJob was served last.
   *
   * @param last the one to serve now
   * @param many so many that somebody should know
   */
  record Missed(Optional<Instant> last, boolean many) {
    static final Missed NONE = new Missed(Optional.empty(), false);
  }

  static Missed missed(JsonNode cron, CronSchedule schedule, ZoneId zone, Instant now) {
    var from = since(cron, now);
    var first = schedule.next(from, zone);
    if (first.isEmpty() || first.get().isAfter(now)) {
      return Missed.NONE;
    }
    var second = schedule.next(first.get(), zone);
    if (second.isEmpty() || second.get().isAfter(now)) {
      return new Missed(first, false);
    }
    // Of a week of minutes only the last few are looked at one by one.
    var between = Duration.between(first.get(), second.get());
    var count = Duration.between(first.get(), now).dividedBy(between) + 1;
    var last = Optional.<Instant>empty();
    var at = schedule.next(first.get().plus(between.multipliedBy(count - 2)), zone);
    while (at.isPresent() && !at.get().isAfter(now)) {
      last = at;
      at = schedule.next(at.get(), zone);
    }
    return new Missed(last, count > MANY);
  }

  private static Instant since(JsonNode cron, Instant now) {
    var served = Fields.time(cron, "/status/lastScheduleTime");
    var from = served.orElseGet(() -> Fields.created(cron));
    var deadline = cron.at("/spec/startingDeadlineSeconds");
    if (!deadline.isNumber()) {
      return from;
    }
    var earliest = now.minusSeconds(deadline.asLong());
    return earliest.isAfter(from) ? earliest : from;
  }
}
