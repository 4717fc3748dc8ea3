package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.Owned;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

/** Starts a Job at each time of a CronJob's schedule. */
public final class CronJobController implements SimulatedController {
  private static final Owned OWNED = new Owned(Kinds.CRON_JOBS, "CronJob", Kinds.JOBS);

  private final World world;
  private final EventWriter events;

  public CronJobController(World world, EventWriter events) {
    this.world = world;
    this.events = events;
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    return OWNED.affectedBy(change);
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var found = world.get(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var cron = found.get();
    var round = new CronRound(world, events, cron, now);
    round.notice();
    var next = Fields.isTerminating(cron) ? Optional.<Instant>empty() : start(cron, round, now);
    round.forgetOldOnes();
    round.report();
    return next;
  }

  /** Starts what is due; the answer is when to look again. */
  private Optional<Instant> start(ObjectNode cron, CronRound round, Instant now) {
    var zone = zone(cron);
    if (zone.isEmpty()) {
      var name = cron.at("/spec/timeZone").asText();
      round.warn("UnknownTimeZone", "invalid timeZone: \"%s\"".formatted(name));
      return Optional.empty();
    }
    if (cron.at("/spec/suspend").asBoolean()) {
      return Optional.empty();
    }
    var text = cron.at("/spec/schedule").asText();
    var schedule = CronSchedule.parse(text);
    if (schedule.isEmpty()) {
      round.warn("UnparseableSchedule", "unparseable schedule: \"%s\"".formatted(text));
      return Optional.empty();
    }
    var next = schedule.get().next(now, zone.get());
    if (next.isEmpty()) {
      var why = "time difference between two schedules is less than 1 second";
      round.warn("InvalidSchedule", "invalid schedule: " + text + " : " + why);
      return Optional.empty();
    }
    var missed = CronRules.missed(cron, schedule.get(), zone.get(), now);
    if (missed.many()) {
      round.warn(
          "TooManyMissedTimes",
          "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check"
              + " clock skew");
    }
    missed.last().ifPresent(at -> round.start(at, zone.get()));
    return next;
  }

  private static Optional<ZoneId> zone(JsonNode cron) {
    try {
      var name = cron.at("/spec/timeZone").asText();
      return Optional.of(name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
