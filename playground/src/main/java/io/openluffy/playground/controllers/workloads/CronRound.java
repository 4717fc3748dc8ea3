package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.World;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One look at a CronJob: what became of its Jobs, which one starts, which ones are too old. */
final class CronRound {
  private final World world;
  private final EventWriter events;
  private final ObjectNode cron;
  private final Instant now;
  private final List<ObjectNode> jobs;
  private final ObjectNode status;
  private final List<JsonNode> active = new ArrayList<>();

  CronRound(World world, EventWriter events, ObjectNode cron, Instant now) {
    this.world = world;
    this.events = events;
    this.cron = cron;
    this.now = now;
    this.jobs = world.controlledBy(cron, Kinds.JOBS);
    this.status = Trees.child(cron, "status").deepCopy();
    status.path("active").forEach(active::add);
  }

  /** Takes note of Jobs that ended, went, or came from elsewhere. */
  void notice() {
    for (var job : jobs) {
      var isActive = isActive(job);
      if (JobRules.isFinished(job)) {
        if (isActive) {
          strike(job);
          var end = Fields.isTrue(job, "Complete") ? "Complete" : "Failed";
          tell(
              "SawCompletedJob",
              "Saw completed job: %s, condition: %s".formatted(Fields.name(job), end));
        }
        noticeSuccess(job);
      } else if (!isActive) {
        warn(
            "UnexpectedJob",
            "Saw a job that the controller did not create or forgot: " + Fields.name(job));
      }
    }
    var known = jobs.stream().map(Fields::uid).collect(Collectors.toSet());
    for (var reference : List.copyOf(active)) {
      if (!known.contains(reference.path("uid").asText())) {
        active.remove(reference);
        tell("MissingJob", "Active job went missing: " + reference.path("name").asText());
      }
    }
  }

  private void noticeSuccess(ObjectNode job) {
    var last = Fields.time(status, "/lastSuccessfulTime");
    Fields.time(job, "/status/completionTime")
        .filter(at -> Fields.isTrue(job, "Complete"))
        .filter(at -> last.isEmpty() || at.isAfter(last.get()))
        .ifPresent(at -> status.put("lastSuccessfulTime", Fields.text(at)));
  }

  /** Starts the Job of that time, unless it was started or another is in its way. */
  void start(Instant at, ZoneId zone) {
    var name = Fields.name(cron) + "-" + at.getEpochSecond() / 60;
    var isServed =
        active.stream().anyMatch(one -> one.path("name").asText().equals(name))
            || Fields.time(status, "/lastScheduleTime").filter(at::equals).isPresent();
    if (isServed) {
      return;
    }
    var policy = cron.at("/spec/concurrencyPolicy").asText();
    if (policy.equals("Forbid") && !active.isEmpty()) {
      tell(
          "JobAlreadyActive",
          "Not starting job because prior execution is running and concurrency policy is Forbid");
      return;
    }
    if (policy.equals("Replace")) {
      jobs.stream().filter(this::isActive).forEach(this::delete);
    }
    made(job(name, at, zone))
        .ifPresent(
            job -> {
              active.add(reference(job));
              status.put("lastScheduleTime", Fields.text(at));
            });
  }

  /** The Job, made now or by us before; empty when it is somebody else's. */
  private Optional<ObjectNode> made(ObjectNode job) {
    try {
      var made = world.create(job);
      if (made.isPresent()) {
        tell("SuccessfulCreate", "Created job " + Fields.name(job));
        return made;
      }
      return world
          .get(ObjectKey.of(Kinds.JOBS, Fields.namespace(job), Fields.name(job)))
          .filter(there -> Fields.isControlledBy(there, cron))
          .filter(there -> !isActive(there));
    } catch (StatusException e) {
      warn("FailedCreate", "Error creating job: " + e.status().message());
      throw e;
    }
  }

  private ObjectNode job(String name, Instant at, ZoneId zone) {
    var job = Trees.object().put("apiVersion", "batch/v1").put("kind", "Job");
    var metadata = job.putObject("metadata");
    metadata.put("name", name).put("namespace", Fields.namespace(cron));
    var template = cron.at("/spec/jobTemplate");
    for (var field : List.of("labels", "annotations")) {
      if (template.path("metadata").has(field)) {
        metadata.set(field, template.path("metadata").get(field).deepCopy());
      }
    }
    metadata
        .withObject("/annotations")
        .put(
            "batch.kubernetes.io/cronjob-scheduled-timestamp",
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone)));
    metadata.putArray("ownerReferences").add(Fields.ownerReference("batch/v1", "CronJob", cron));
    job.set("spec", template.path("spec").deepCopy());
    return job;
  }

  private static ObjectNode reference(ObjectNode job) {
    return Trees.object()
        .put("kind", "Job")
        .put("namespace", Fields.namespace(job))
        .put("name", Fields.name(job))
        .put("uid", Fields.uid(job))
        .put("apiVersion", "batch/v1")
        .put("resourceVersion", job.at("/metadata/resourceVersion").asText());
  }

  /** Deletes the Jobs that ended, but for the last few. */
  void forgetOldOnes() {
    forget("Complete", Fields.number(cron, "/spec/successfulJobsHistoryLimit", 3));
    forget("Failed", Fields.number(cron, "/spec/failedJobsHistoryLimit", 1));
  }

  private void forget(String end, int limit) {
    var ended =
        jobs.stream()
            .filter(job -> Fields.isTrue(job, end))
            .sorted(Comparator.comparing(CronRound::started).thenComparing(Fields::name))
            .toList();
    ended.stream().limit(Math.max(0, ended.size() - limit)).forEach(this::delete);
  }

  private static Instant started(ObjectNode job) {
    return Fields.time(job, "/status/startTime").orElse(Instant.MAX);
  }

  private void delete(ObjectNode job) {
    world.client().delete(Fields.key(Kinds.JOBS, job), DeleteOptions.now().only(Fields.uid(job)));
    strike(job);
    tell("SuccessfulDelete", "Deleted job " + Fields.name(job));
  }

  void report() {
    status.remove("active");
    if (!active.isEmpty()) {
      active.forEach(status.putArray("active")::add);
    }
    world.setStatus(cron, status);
  }

  private boolean isActive(ObjectNode job) {
    return active.stream().anyMatch(one -> isOf(one, job));
  }

  private void strike(ObjectNode job) {
    active.removeIf(one -> isOf(one, job));
  }

  private static boolean isOf(JsonNode reference, ObjectNode job) {
    return reference.path("uid").asText().equals(Fields.uid(job));
  }

  private void tell(String reason, String message) {
    events.normal(about(), reason, message, now);
  }

  void warn(String reason, String message) {
    events.warning(about(), reason, message, now);
  }

  private EventWriter.About about() {
    return new EventWriter.About(cron, "cronjob-controller", "");
  }
}
