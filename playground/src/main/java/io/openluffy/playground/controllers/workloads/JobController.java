package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.api.verbs.DeleteOptions.Propagation;
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
  private final JobPods pods;
  private final JobStatus status;

  public JobController(World world, EventWriter events) {
    this.world = world;
    this.pods = new JobPods(world, events);
    this.status = new JobStatus(world, events);
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    return OWNED.affectedBy(change);
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var found = world.get(key);
    if (found.isEmpty()) {
      pods.letGo(key);
      return Optional.empty();
    }
    var job = found.get();
    if (JobRules.isFinished(job)) {
      return expire(key, job, now);
    }
    var all = world.controlledBy(job, Kinds.PODS);
    var counted = JobTally.of(job, all, false, false);
    var end = JobRules.announced(job).or(() -> JobRules.early(job, counted, all, now));
    var active = all.stream().filter(PodCounts::isActive).toList();
    if (end.isPresent()) {
      return end(job, all, active, end.get(), now);
    }
    var retry =
        Fields.isTerminating(job) ? Optional.<Instant>empty() : work(job, all, counted, now);
    var running = world.controlledBy(job, Kinds.PODS).stream().filter(PodCounts::isActive).toList();
    if (JobRules.isComplete(job, counted.succeeded(), running.size())) {
      var done =
          new JobRules.End(true, "CompletionsReached", "Reached expected number of succeeded pods");
      return end(job, all, running, done, now);
    }
    status.goOn(job, counted, now);
    return earliest(retry, world.get(key).flatMap(JobRules::deadline));
  }

  /** Makes and takes away pods; when it wants to be asked again. */
  private Optional<Instant> work(
      ObjectNode job, List<ObjectNode> all, JobTally counted, Instant now) {
    var active = all.stream().filter(PodCounts::isActive).toList();
    if (JobRules.isSuspended(job)) {
      pods.retire(job, active, now);
      return Optional.empty();
    }
    var wanted = JobRules.wantedActive(job, counted.succeeded(), active.size());
    if (active.size() > wanted) {
      pods.retire(job, active.subList(wanted, active.size()), now);
      return Optional.empty();
    }
    var isReplacedLate = job.at("/spec/podReplacementPolicy").asText().equals("Failed");
    var leaving = (int) all.stream().filter(JobRules::isLeaving).count();
    var missing = wanted - active.size() - (isReplacedLate ? leaving : 0);
    if (missing <= 0) {
      return Optional.empty();
    }
    return JobRules.isIndexed(job)
        ? pods.createNumbered(job, counted, all, missing, now)
        : pods.create(job, all, missing, now);
  }

  private Optional<Instant> end(
      ObjectNode job,
      List<ObjectNode> all,
      List<ObjectNode> active,
      JobRules.End end,
      Instant now) {
    pods.remove(job, active, now);
    status.end(job, JobTally.of(job, all, !end.succeeded(), true), end, now);
    return world.get(Fields.key(Kinds.JOBS, job)).flatMap(JobRules::expiry);
  }

  private static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().isBefore(other.get()) ? one.get() : other.get())
        : one.or(() -> other);
  }

  private Optional<Instant> expire(ObjectKey key, ObjectNode job, Instant now) {
    var due = JobRules.expiry(job);
    if (due.isEmpty() || due.get().isAfter(now) || Fields.isTerminating(job)) {
      return due;
    }
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

  static EventWriter.About about(JsonNode job) {
    return new EventWriter.About(job, "job-controller", "");
  }
}
