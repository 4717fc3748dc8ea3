package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** When a Job is done, how many pods it runs, and what waits how long. */
final class JobRules {
  static final String INDEX = "batch.kubernetes.io/job-completion-index";

  /** A Job that goes at once is still seen finished by those who wait for that. */
  private static final long SEEN_FOR_SECONDS = 2;

  private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

  private JobRules() {}

  /** How it ended; Kubernetes says first that it will, and that it did when no pod is left. */
  record End(boolean succeeded, String reason, String message) {
    String announced() {
      return succeeded ? "SuccessCriteriaMet" : "FailureTarget";
    }

    String type() {
      return succeeded ? "Complete" : "Failed";
    }
  }

  static boolean isFailed(JsonNode pod) {
    return pod.at("/status/phase").asText().equals("Failed");
  }

  static boolean isSucceeded(JsonNode pod) {
    return pod.at("/status/phase").asText().equals("Succeeded");
  }

  /** On its way out, without having come to an end of its own. */
  static boolean isLeaving(JsonNode pod) {
    return Fields.isTerminating(pod) && !PodCounts.isFinished(pod);
  }

  static boolean isIndexed(JsonNode job) {
    return job.at("/spec/completionMode").asText().equals("Indexed");
  }

  static boolean isSuspended(JsonNode job) {
    return job.at("/spec/suspend").asBoolean();
  }

  static boolean isFinished(JsonNode job) {
    return Fields.isTrue(job, "Complete") || Fields.isTrue(job, "Failed");
  }

  static boolean limitsEachIndex(JsonNode job) {
    return job.at("/spec/backoffLimitPerIndex").isNumber();
  }

  /** The end that was announced, if one was. */
  static Optional<End> announced(JsonNode job) {
    return List.of(new End(true, "", ""), new End(false, "", "")).stream()
        .flatMap(
            end ->
                Fields.condition(job, end.announced())
                    .map(
                        c ->
                            new End(
                                end.succeeded,
                                c.path("reason").asText(),
                                c.path("message").asText()))
                    .stream())
        .findFirst();
  }

  /** Why the Job is to end before all of its work is done. */
  static Optional<End> early(JsonNode job, JobTally tally, List<ObjectNode> pods, Instant now) {
    var failing = JobPolicies.failing(job, pods);
    if (failing.isPresent()) {
      return Optional.of(new End(false, "PodFailurePolicy", failing.get()));
    }
    if (tally.failed() > limit(job) || restartsTooOften(job, pods)) {
      return Optional.of(
          new End(false, "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
    }
    if (deadline(job).filter(at -> !at.isAfter(now)).isPresent()) {
      return Optional.of(
          new End(false, "DeadlineExceeded", "Job was active longer than specified deadline"));
    }
    if (limitsEachIndex(job)) {
      var most = job.at("/spec/maxFailedIndexes");
      if (most.isNumber() && tally.failedIndexes().size() > most.asInt()) {
        return Optional.of(
            new End(
                false,
                "MaxFailedIndexesExceeded",
                "Job has exceeded the specified maximal number of failed indexes"));
      }
      var ended = tally.failedIndexes().size() + tally.doneIndexes().size();
      if (!tally.failedIndexes().isEmpty() && ended >= job.at("/spec/completions").asInt()) {
        return Optional.of(new End(false, "FailedIndexes", "Job has failed indexes"));
      }
    }
    return JobPolicies.success(job, tally.doneIndexes())
        .map(message -> new End(true, "SuccessPolicy", message));
  }

  private static int limit(JsonNode job) {
    return Fields.number(job, "/spec/backoffLimit", 6);
  }

  /** Containers that are restarted in place count where pods would be replaced otherwise. */
  private static boolean restartsTooOften(JsonNode job, List<ObjectNode> pods) {
    if (!job.at("/spec/template/spec/restartPolicy").asText().equals("OnFailure")) {
      return false;
    }
    var restarts =
        pods.stream()
            .filter(PodCounts::isActive)
            .flatMap(pod -> pod.at("/status/containerStatuses").valueStream())
            .mapToInt(status -> status.path("restartCount").asInt())
            .sum();
    return limit(job) == 0 ? restarts > 0 : restarts >= limit(job);
  }

  static boolean isComplete(JsonNode job, int succeeded, int active) {
    var completions = job.at("/spec/completions");
    return active == 0
        && (completions.isNumber() ? succeeded >= completions.asInt() : succeeded > 0);
  }

  static Optional<Instant> deadline(JsonNode job) {
    var seconds = job.at("/spec/activeDeadlineSeconds");
    return isSuspended(job) || !seconds.isNumber()
        ? Optional.empty()
        : Fields.time(job, "/status/startTime").map(at -> at.plusSeconds(seconds.asLong()));
  }

  static int wantedActive(JsonNode job, int succeeded, int active) {
    var parallelism = Fields.number(job, "/spec/parallelism", 1);
    var completions = job.at("/spec/completions");
    if (completions.isNumber()) {
      return Math.max(0, Math.min(parallelism, completions.asInt() - succeeded));
    }
    return succeeded > 0 ? active : parallelism;
  }

  /** Until when no pod follows those that failed, after the last that succeeded. */
  static Optional<Instant> retry(Collection<ObjectNode> pods) {
    var success =
        pods.stream().filter(JobRules::isSucceeded).map(JobRules::ended).max(Instant::compareTo);
    var failures =
        pods.stream()
            .filter(JobRules::isFailed)
            .map(JobRules::ended)
            .filter(at -> success.isEmpty() || at.isAfter(success.get()))
            .sorted(Comparator.reverseOrder())
            .toList();
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    var wait = FIRST_RETRY.multipliedBy(1L << Math.min(10, failures.size() - 1));
    return Optional.of(
        failures.getFirst().plus(wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait));
  }

  private static Instant ended(JsonNode pod) {
    return pod.at("/status/containerStatuses")
        .valueStream()
        .flatMap(status -> Fields.time(status, "/state/terminated/finishedAt").stream())
        .max(Instant::compareTo)
        .or(
            () ->
                Fields.condition(pod, "Ready")
                    .flatMap(ready -> Fields.time(ready, "/lastTransitionTime")))
        .orElseGet(() -> Fields.created(pod));
  }

  /** The completion indexes that neither ended nor run. */
  static List<Integer> freeIndexes(JsonNode job, JobTally tally, List<ObjectNode> active) {
    var taken = new TreeSet<>(tally.doneIndexes());
    taken.addAll(tally.failedIndexes());
    active.forEach(pod -> taken.addAll(index(pod)));
    return IntStream.range(0, job.at("/spec/completions").asInt())
        .boxed()
        .filter(i -> !taken.contains(i))
        .toList();
  }

  static List<Integer> index(JsonNode pod) {
    return Fields.annotation(pod, INDEX)
        .filter(text -> text.matches("\\d{1,9}"))
        .map(text -> List.of(Integer.parseInt(text)))
        .orElse(List.of());
  }

  static SortedSet<Integer> failedIndexes(JsonNode job, List<ObjectNode> pods) {
    var failed = new TreeSet<Integer>();
    if (limitsEachIndex(job)) {
      failed.addAll(JobIndexes.parse(job.at("/status/failedIndexes").asText()));
      var limit = job.at("/spec/backoffLimitPerIndex").asInt();
      var most = job.at("/spec/completions").asInt();
      for (var i = 0; i < most; i++) {
        var index = i;
        var ofIndex =
            pods.stream()
                .filter(pod -> index(pod).contains(index) && isFailed(pod))
                .filter(pod -> JobPolicies.counts(job, pod))
                .toList();
        if (ofIndex.size() > limit
            || ofIndex.stream().anyMatch(pod -> JobPolicies.failsIndex(job, pod))) {
          failed.add(index);
        }
      }
    }
    return failed;
  }

  /** Tells a pod and its containers which of the completions is theirs. */
  static void number(JsonNode job, ObjectNode pod, int index) {
    var metadata = Trees.child(pod, "metadata");
    metadata.withObject("/labels").put(INDEX, "" + index);
    metadata.withObject("/annotations").put(INDEX, "" + index);
    var spec = Trees.child(pod, "spec");
    spec.put("hostname", Fields.name(job) + "-" + index);
    for (var list : List.of("initContainers", "containers")) {
      for (var container : spec.path(list)) {
        ((ObjectNode) container)
            .withArray("/env")
            .addObject()
            .put("name", "JOB_COMPLETION_INDEX")
            .putObject("valueFrom")
            .putObject("fieldRef")
            .put("fieldPath", "metadata.labels['" + INDEX + "']");
      }
    }
  }

  /** When a finished Job is to be removed. */
  static Optional<Instant> expiry(JsonNode job) {
    var seconds = job.at("/spec/ttlSecondsAfterFinished");
    return Fields.condition(job, "Complete")
        .or(() -> Fields.condition(job, "Failed"))
        .filter(c -> seconds.isNumber())
        .flatMap(c -> Fields.time(c, "/lastTransitionTime"))
        .map(at -> at.plusSeconds(Math.max(SEEN_FOR_SECONDS, seconds.asLong())));
  }
}
