package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Conditions;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.World;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what became of a Job: first which pods are being counted, then, when no finalizer holds
 * them any more, how many there are. Whatever happens in between, the next round goes on from
 * there.
 */
final class JobStatus {
  private final World world;
  private final EventWriter events;

  JobStatus(World world, EventWriter events) {
    this.world = world;
    this.events = events;
  }

  void goOn(ObjectNode job, JobTally tally, Instant now) {
    var conditions = Conditions.of(job, now);
    var isSuspended = JobRules.isSuspended(job);
    var was = Fields.isTrue(job, "Suspended");
    var status = status(job);
    if (isSuspended) {
      conditions.set("Suspended", true, "JobSuspended", "Job suspended");
    } else if (was) {
      conditions.set("Suspended", false, "JobResumed", "Job resumed");
    }
    if (!isSuspended && (was || !status.has("startTime"))) {
      status.put("startTime", Fields.text(now));
    }
    if (isSuspended != was) {
      var what = isSuspended ? "Suspended" : "Resumed";
      var message = "Job " + what.toLowerCase(java.util.Locale.ROOT);
      events.normal(JobController.about(job), what, message, now);
    }
    count(job, status, conditions, tally);
  }

  void end(ObjectNode job, JobTally tally, JobRules.End end, Instant now) {
    var conditions =
        Conditions.of(job, now).set(end.announced(), true, end.reason(), end.message());
    var status = status(job);
    status.putIfAbsent("startTime", Trees.object().textNode(Fields.text(now)));
    var counted = count(job, status, conditions, tally);
    if (counted.at("/status/terminating").asInt() > 0) {
      return;
    }
    var last = status(counted);
    write(
        counted,
        last,
        Conditions.of(counted, now).set(end.type(), true, end.reason(), end.message()),
        end.succeeded() ? Optional.of(now) : Optional.empty());
    var reason = end.succeeded() ? "Completed" : end.reason();
    var message = end.succeeded() ? "Job completed" : end.message();
    var type = end.succeeded() ? "Normal" : "Warning";
    events.write(JobController.about(job), type, reason, message, now);
  }

  private static ObjectNode status(ObjectNode job) {
    var status = Trees.child(job, "status").deepCopy();
    status.remove("conditions");
    return status;
  }

  private ObjectNode count(
      ObjectNode job, ObjectNode status, Conditions conditions, JobTally tally) {
    if (JobRules.isIndexed(job)) {
      put(status, "succeeded", tally.doneIndexes().size());
      status.put("completedIndexes", JobIndexes.text(tally.doneIndexes()));
      if (tally.doneIndexes().isEmpty()) {
        status.remove("completedIndexes");
      }
    }
    if (JobRules.limitsEachIndex(job)) {
      status.put("failedIndexes", JobIndexes.text(tally.failedIndexes()));
    }
    uncounted(status, tally.newlySucceeded(), tally.newlyFailed());
    var counting = write(job, status, conditions, Optional.empty());
    tally.settled().forEach(pod -> JobPods.release(world, pod));
    if (!tally.newlySucceeded().isEmpty() || !tally.newlyFailed().isEmpty()) {
      put(status, "succeeded", tally.succeeded());
      put(status, "failed", tally.failed());
      uncounted(status, Set.of(), Set.of());
    }
    return write(counting, status, conditions, Optional.empty());
  }

  private static void put(ObjectNode status, String field, int number) {
    status.remove(field);
    ReplicaSetController.put(status, field, number);
  }

  private static void uncounted(ObjectNode status, Set<String> succeeded, Set<String> failed) {
    var both = status.putObject("uncountedTerminatedPods");
    if (!succeeded.isEmpty()) {
      succeeded.forEach(both.putArray("succeeded")::add);
    }
    if (!failed.isEmpty()) {
      failed.forEach(both.putArray("failed")::add);
    }
  }

  private ObjectNode write(
      ObjectNode job, ObjectNode status, Conditions conditions, Optional<Instant> completed) {
    var pods = world.controlledBy(job, Kinds.PODS);
    var active = pods.stream().filter(PodCounts::isActive).toList();
    put(status, "active", active.size());
    status.put("ready", (int) active.stream().filter(PodCounts::isReady).count());
    status.put("terminating", (int) pods.stream().filter(JobRules::isLeaving).count());
    completed.ifPresent(at -> status.put("completionTime", Fields.text(at)));
    var whole = status.deepCopy();
    conditions.into(whole);
    whole
        .path("conditions")
        .forEach(c -> ((ObjectNode) c).set("lastProbeTime", c.get("lastTransitionTime")));
    return world.setStatus(job, whole);
  }
}
