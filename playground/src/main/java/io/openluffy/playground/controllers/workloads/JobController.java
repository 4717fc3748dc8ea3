package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.api.verbs.DeleteOptions.Propagation;
import io.openluffy.playground.controllers.loop.Conditions;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.Owned;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Runs the pods of a Job until enough of them have succeeded, or too many have failed. */
public final class JobController implements SimulatedController {
  private static final Owned OWNED = new Owned(Kinds.JOBS, "Job", Kinds.PODS);

  private final World world;
  private final EventWriter events;

  public JobController(World world, EventWriter events) {
    this.world = world;
    this.events = events;
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    return OWNED.affectedBy(change);
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var found = world.get(key).filter(job -> !Fields.isTerminating(job));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var job = found.get();
    if (JobRules.isFinished(job)) {
      return expire(key, job, now);
    }
    var pods = world.controlledBy(job, Kinds.PODS);
    var counts = JobRules.count(job, pods);
    var suspended = job.at("/spec/suspend").asBoolean();
    var active = pods.stream().filter(PodCounts::isActive).toList();
    var end = suspended ? Optional.<JobRules.End>empty() : JobRules.end(job, counts, now);
    if (end.isPresent() || suspended) {
      remove(job, active, now);
    } else {
      resize(job, active, counts, now);
    }
    report(job, pods, counts, end, now);
    return end.isPresent() || suspended ? Optional.empty() : JobRules.deadline(job, now);
  }

  private void resize(
      ObjectNode job, List<ObjectNode> active, JobRules.Counts counts, Instant now) {
    var wanted = JobRules.wantedActive(job, counts);
    if (active.size() > wanted) {
      remove(job, active.subList(wanted, active.size()), now);
    }
    var indexed = job.at("/spec/completionMode").asText().equals("Indexed");
    var free = JobRules.freeIndexes(job, world.controlledBy(job, Kinds.PODS)).iterator();
    for (var i = active.size(); i < wanted; i++) {
      var index = indexed && free.hasNext() ? Optional.of(free.next()) : Optional.<Integer>empty();
      create(job, index, now);
    }
  }

  private void create(ObjectNode job, Optional<Integer> index, Instant now) {
    var middle = index.map(i -> i + "-").orElse("");
    var name = PodTemplate.prefix(job) + middle + world.suffix();
    var owner = Fields.ownerReference("batch/v1", "Job", job);
    var pod = PodTemplate.pod(job, job.at("/spec/template"), name, owner);
    var metadata = Trees.child(pod, "metadata").put("generateName", PodTemplate.prefix(job));
    metadata
        .withObject("/labels")
        .put("job-name", Fields.name(job))
        .put("batch.kubernetes.io/job-name", Fields.name(job))
        .put("controller-uid", Fields.uid(job))
        .put("batch.kubernetes.io/controller-uid", Fields.uid(job));
    index.ifPresent(
        i -> metadata.withObject("/annotations").put(JobRules.INDEX, String.valueOf(i)));
    if (world.create(pod).isPresent()) {
      events.normal(about(job), "SuccessfulCreate", "Created pod: " + name, now);
    }
  }

  private void remove(ObjectNode job, List<ObjectNode> pods, Instant now) {
    for (var pod : pods) {
      world.delete(Kinds.PODS, pod);
      events.normal(about(job), "SuccessfulDelete", "Deleted pod: " + Fields.name(pod), now);
    }
  }

  private void report(
      ObjectNode job,
      List<ObjectNode> pods,
      JobRules.Counts counts,
      Optional<JobRules.End> end,
      Instant now) {
    var status = JobRules.status(job, pods, counts, end.isPresent(), now);
    var conditions = Conditions.of(job, now);
    var suspended = job.at("/spec/suspend").asBoolean();
    if (suspended) {
      conditions.set("Suspended", true, "JobSuspended", "Job suspended");
    } else if (Fields.isTrue(job, "Suspended")) {
      conditions.set("Suspended", false, "JobResumed", "Job resumed");
    }
    end.ifPresent(
        e -> {
          var cause = e.succeeded() ? "SuccessCriteriaMet" : "FailureTarget";
          conditions.set(cause, true, e.reason(), e.message());
          conditions.set(e.succeeded() ? "Complete" : "Failed", true, e.reason(), e.message());
          if (e.succeeded()) {
            status.put("completionTime", Fields.text(now));
          }
          events.write(
              about(job),
              e.succeeded() ? "Normal" : "Warning",
              e.succeeded() ? "Completed" : e.reason(),
              e.succeeded() ? "Job completed" : e.message(),
              now);
        });
    conditions.into(status);
    status
        .path("conditions")
        .forEach(c -> ((ObjectNode) c).set("lastProbeTime", c.get("lastTransitionTime")));
    world.setStatus(job, status);
  }

  private Optional<Instant> expire(ObjectKey key, ObjectNode job, Instant now) {
    var due = JobRules.expiry(job);
    if (due.isPresent() && !due.get().isAfter(now)) {
      var usual = DeleteOptions.usual().only(Fields.uid(job));
      world
          .client()
          .delete(
              key,
              new DeleteOptions(
                  usual.gracePeriodSeconds(),
                  Propagation.FOREGROUND,
                  usual.uid(),
                  usual.resourceVersion(),
                  false));
      return Optional.empty();
    }
    return due;
  }

  private static EventWriter.About about(ObjectNode job) {
    return new EventWriter.About(job, "job-controller", "");
  }
}
