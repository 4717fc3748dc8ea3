package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
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
import java.util.Comparator;
import java.util.List;
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
    var found = world.get(key).filter(cron -> !Fields.isTerminating(cron));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var cron = found.get();
    var jobs = world.controlledBy(cron, Kinds.JOBS);
    forget(cron, jobs, "Complete", Fields.number(cron, "/spec/successfulJobsHistoryLimit", 3));
    forget(cron, jobs, "Failed", Fields.number(cron, "/spec/failedJobsHistoryLimit", 1));
    var schedule = CronSchedule.parse(cron.at("/spec/schedule").asText());
    var zone = zone(cron);
    if (schedule.isEmpty() || zone.isEmpty()) {
      events.warning(
          about(cron),
          schedule.isEmpty() ? "UnparseableSchedule" : "UnknownTimeZone",
          "invalid schedule or time zone: " + cron.at("/spec/schedule").asText(),
          now);
      report(cron, jobs, Optional.empty());
      return Optional.empty();
    }
    var due =
        cron.at("/spec/suspend").asBoolean()
            ? Optional.<Instant>empty()
            : due(cron, schedule.get(), zone.get(), now);
    var started = due.filter(at -> start(cron, jobs, at, now));
    report(cron, world.controlledBy(cron, Kinds.JOBS), started);
    return cron.at("/spec/suspend").asBoolean()
        ? Optional.empty()
        : schedule.get().next(now, zone.get());
  }

  /** The last time of the schedule that has passed and was not served, if it is not too late. */
  private static Optional<Instant> due(
      ObjectNode cron, CronSchedule schedule, ZoneId zone, Instant now) {
    var from = Fields.time(cron, "/status/lastScheduleTime").orElseGet(() -> Fields.created(cron));
    var deadline = cron.at("/spec/startingDeadlineSeconds");
    if (deadline.isNumber()) {
      var earliest = now.minusSeconds(deadline.asLong());
      from = earliest.isAfter(from) ? earliest : from;
    }
    var last = Optional.<Instant>empty();
    var at = schedule.next(from, zone);
    for (var i = 0; i < 1000 && at.isPresent() && !at.get().isAfter(now); i++) {
      last = at;
      at = schedule.next(at.get(), zone);
    }
    return last;
  }

  private boolean start(ObjectNode cron, List<ObjectNode> jobs, Instant at, Instant now) {
    var active = jobs.stream().filter(job -> !JobRules.isFinished(job)).toList();
    var policy = cron.at("/spec/concurrencyPolicy").asText();
    if (policy.equals("Forbid") && !active.isEmpty()) {
      events.normal(
          about(cron),
          "JobAlreadyActive",
          "Not starting job because prior execution is running and concurrency policy is Forbid",
          now);
      return false;
    }
    if (policy.equals("Replace")) {
      active.forEach(job -> world.delete(Kinds.JOBS, job));
    }
    var name = Fields.name(cron) + "-" + at.getEpochSecond() / 60;
    var job = Trees.object().put("apiVersion", "batch/v1").put("kind", "Job");
    var metadata = job.putObject("metadata");
    metadata.put("name", name).put("namespace", Fields.namespace(cron));
    var template = cron.at("/spec/jobTemplate");
    for (var field : new String[] {"labels", "annotations"}) {
      if (template.path("metadata").has(field)) {
        metadata.set(field, template.path("metadata").get(field).deepCopy());
      }
    }
    metadata
        .withObject("/annotations")
        .put("batch.kubernetes.io/cronjob-scheduled-timestamp", Fields.text(at));
    metadata.putArray("ownerReferences").add(Fields.ownerReference("batch/v1", "CronJob", cron));
    job.set("spec", template.path("spec").deepCopy());
    if (world.create(job).isPresent()) {
      events.normal(about(cron), "SuccessfulCreate", "Created job " + name, now);
    }
    return true;
  }

  private void report(ObjectNode cron, List<ObjectNode> jobs, Optional<Instant> started) {
    var status = Trees.child(cron, "status").deepCopy();
    started.ifPresent(at -> status.put("lastScheduleTime", Fields.text(at)));
    var active = Trees.object().arrayNode();
    for (var job : jobs) {
      if (!JobRules.isFinished(job)) {
        active
            .addObject()
            .put("kind", "Job")
            .put("namespace", Fields.namespace(job))
            .put("name", Fields.name(job))
            .put("uid", Fields.uid(job))
            .put("apiVersion", "batch/v1");
      }
    }
    status.remove("active");
    if (!active.isEmpty()) {
      status.set("active", active);
    }
    jobs.stream()
        .flatMap(job -> Fields.time(job, "/status/completionTime").stream())
        .max(Comparator.naturalOrder())
        .ifPresent(at -> status.put("lastSuccessfulTime", Fields.text(at)));
    world.setStatus(cron, status);
  }

  private void forget(JsonNode cron, List<ObjectNode> jobs, String condition, int limit) {
    var ended =
        jobs.stream()
            .filter(job -> Fields.isTrue(job, condition))
            .sorted(Comparator.comparing(Fields::created))
            .toList();
    ended.stream()
        .limit(Math.max(0, ended.size() - limit))
        .filter(job -> Fields.isControlledBy(job, cron))
        .forEach(job -> world.delete(Kinds.JOBS, job));
  }

  private static Optional<ZoneId> zone(JsonNode cron) {
    try {
      var name = cron.at("/spec/timeZone").asText();
      return Optional.of(name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static EventWriter.About about(ObjectNode cron) {
    return new EventWriter.About(cron, "cronjob-controller", "");
  }
}
