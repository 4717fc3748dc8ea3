package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.controllers.loop.Fields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the pods of a Job ended: those that its status has counted, and those that it is to count
 * now. A pod that is not counted yet is held by a finalizer, so that none is lost; one that is
 * being counted stands in the status by its uid until then, so that none counts twice.
 *
 * @param succeeded how many, those to be counted included
 * @param failed how many, those to be counted included
 * @param newlySucceeded uids to be counted; none where the completion index says it
 * @param newlyFailed uids to be counted
 * @param doneIndexes of an indexed Job
 * @param failedIndexes of a Job that limits the failures of each index
 * @param settled pods that their finalizer need not hold any longer
 */
record JobTally(
    int succeeded,
    int failed,
    Set<String> newlySucceeded,
    Set<String> newlyFailed,
    SortedSet<Integer> doneIndexes,
    SortedSet<Integer> failedIndexes,
    List<ObjectNode> settled) {
  static final String FINALIZER = "batch.kubernetes.io/job-tracking";

  /**
   * @param failing the Job fails, and with it whatever still runs
   * @param ending the Job ends, and nothing that runs is waited for
   */
  static JobTally of(JsonNode job, List<ObjectNode> pods, boolean failing, boolean ending) {
    var succeeded = uids(job, "succeeded");
    var failed = uids(job, "failed");
    var done = new TreeSet<>(JobIndexes.parse(job.at("/status/completedIndexes").asText()));
    var settled = new ArrayList<ObjectNode>();
    var isIndexed = JobRules.isIndexed(job);
    for (var pod : pods) {
      var isOver = JobRules.isSucceeded(pod) || JobRules.isFailed(pod) || ending;
      if (!isTracked(pod) || !(isOver || Fields.isTerminating(pod))) {
        continue;
      }
      settled.add(pod);
      if (JobRules.isSucceeded(pod)) {
        if (isIndexed) {
          done.addAll(JobRules.index(pod));
        } else {
          succeeded.add(Fields.uid(pod));
        }
      } else if (counts(job, pod, failing, ending)) {
        failed.add(Fields.uid(pod));
      }
    }
    var status = job.path("status");
    return new JobTally(
        isIndexed ? done.size() : status.path("succeeded").asInt() + succeeded.size(),
        status.path("failed").asInt() + failed.size(),
        succeeded,
        failed,
        done,
        JobRules.failedIndexes(job, pods),
        settled);
  }

  /** What is taken away because the Job succeeded is no failure. */
  private static boolean counts(JsonNode job, JsonNode pod, boolean failing, boolean ending) {
    return JobRules.isFailed(pod)
        ? JobPolicies.counts(job, pod)
        : failing || (!ending && Fields.isTerminating(pod));
  }

  static boolean isTracked(JsonNode pod) {
    return pod.at("/metadata/finalizers").valueStream().anyMatch(f -> f.asText().equals(FINALIZER));
  }

  private static Set<String> uids(JsonNode job, String list) {
    var uids = new LinkedHashSet<String>();
    job.at("/status/uncountedTerminatedPods").path(list).forEach(uid -> uids.add(uid.asText()));
    return uids;
  }
}
