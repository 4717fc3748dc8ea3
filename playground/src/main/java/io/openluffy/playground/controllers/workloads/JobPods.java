package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes and takes away the pods of Jobs. */
final class JobPods {
  private static final String FAILURES = "batch.kubernetes.io/job-index-failure-count";

  private final World world;
  private final EventWriter events;

  JobPods(World world, EventWriter events) {
    this.world = world;
    this.events = events;
  }

  /** As many as that, unless pods failed just now: then that is when they may come. */
  Optional<Instant> create(ObjectNode job, List<ObjectNode> all, int count, Instant now) {
    var retry = JobRules.retry(all).filter(at -> at.isAfter(now));
    for (var i = 0; i < count && retry.isEmpty(); i++) {
      create(job, PodTemplate.prefix(job), Optional.empty(), now);
    }
    return retry;
  }

  /** The same with a completion index each; where each index has a limit, each waits by itself. */
  Optional<Instant> createNumbered(
      ObjectNode job, JobTally counted, List<ObjectNode> all, int count, Instant now) {
    var active = all.stream().filter(PodCounts::isActive).toList();
    var retry = Optional.<Instant>empty();
    var left = count;
    for (var index : JobRules.freeIndexes(job, counted, active)) {
      var ofIndex = all.stream().filter(pod -> JobRules.index(pod).contains(index)).toList();
      var wait =
          JobRules.retry(JobRules.limitsEachIndex(job) ? ofIndex : all)
              .filter(at -> at.isAfter(now));
      if (wait.isPresent()) {
        retry = retry.filter(at -> at.isBefore(wait.get())).or(() -> wait);
      } else if (left-- > 0) {
        create(job, PodTemplate.prefix(job) + index + "-", Optional.of(index), now);
      }
    }
    return retry;
  }

  private void create(ObjectNode job, String prefix, Optional<Integer> index, Instant now) {
    var name = prefix + world.suffix();
    var owner = Fields.ownerReference("batch/v1", "Job", job);
    var pod = PodTemplate.pod(job, job.at("/spec/template"), name, owner);
    var metadata = Trees.child(pod, "metadata").put("generateName", prefix);
    metadata
        .withObject("/labels")
        .put("job-name", Fields.name(job))
        .put("batch.kubernetes.io/job-name", Fields.name(job))
        .put("controller-uid", Fields.uid(job))
        .put("batch.kubernetes.io/controller-uid", Fields.uid(job));
    metadata.withArray("/finalizers").add(JobTally.FINALIZER);
    index.ifPresent(i -> JobRules.number(job, pod, i));
    if (JobRules.limitsEachIndex(job)) {
      metadata.withObject("/annotations").put(FAILURES, "0");
    }
    if (world.create(pod).isPresent()) {
      var message = "Created pod: " + name;
      events.normal(JobController.about(job), "SuccessfulCreate", message, now);
    }
  }

  /** Takes away what is not wanted any more: that is no failure. */
  void retire(ObjectNode job, List<ObjectNode> pods, Instant now) {
    pods.stream().filter(JobTally::isTracked).forEach(pod -> release(world, pod));
    remove(job, pods, now);
  }

  void remove(ObjectNode job, List<ObjectNode> pods, Instant now) {
    for (var pod : pods) {
      world.delete(Kinds.PODS, pod);
      var message = "Deleted pod: " + Fields.name(pod);
      events.normal(JobController.about(job), "SuccessfulDelete", message, now);
    }
  }

  /** Nobody counts the pods of a Job that is gone. */
  void letGo(ObjectKey job) {
    for (var pod : world.list(Kinds.PODS, job.namespace())) {
      var isOurs =
          Fields.controller(pod)
              .filter(owner -> owner.path("kind").asText().equals("Job"))
              .filter(owner -> owner.path("name").asText().equals(job.name()))
              .isPresent();
      if (isOurs && JobTally.isTracked(pod)) {
        release(world, pod);
      }
    }
  }

  /** Takes off the finalizer by which a pod waits to be counted. */
  static void release(World world, ObjectNode pod) {
    var left = Trees.array();
    pod.at("/metadata/finalizers")
        .valueStream()
        .filter(finalizer -> !finalizer.asText().equals(JobTally.FINALIZER))
        .forEach(left::add);
    var patch = Trees.object();
    patch.putObject("metadata").set("finalizers", left);
    world.client().mergePatch(Fields.key(Kinds.PODS, pod), patch);
  }
}
