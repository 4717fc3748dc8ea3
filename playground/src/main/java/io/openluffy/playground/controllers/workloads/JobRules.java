package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** When a Job is done, how many pods it runs, and what its status says. */
final class JobRules {
  /** A Job that goes at once is still seen finished by those who wait for that. */
  private static final long SEEN_FOR_SECONDS = 2;

  static final String INDEX = "batch.kubernetes.io/job-completion-index";

  private JobRules() {}

  /**
   * Its pods.
   *
   * @param restarts of containers that are restarted in place, which count as failures too
   */
  record Counts(int active, int ready, int succeeded, int failed, int restarts) {}

  /** How it ended. */
  record End(boolean succeeded, String reason, String message) {}

  static Counts count(JsonNode job, List<ObjectNode> pods) {
    var succeeded = isIndexed(job) ? done(pods).size() : inPhase(pods, "Succeeded");
    var active = pods.stream().filter(PodCounts::isActive).toList();
    var ready = (int) active.stream().filter(PodCounts::isReady).count();
    var restarts =
        active.stream()
            .flatMap(pod -> pod.at("/status/containerStatuses").valueStream())
            .mapToInt(status -> status.path("restartCount").asInt())
            .sum();
    return new Counts(active.size(), ready, succeeded, inPhase(pods, "Failed"), restarts);
  }

  static Optional<End> end(JsonNode job, Counts counts, Instant now) {
    var completions = job.at("/spec/completions");
    var enough =
        completions.isNumber()
            ? counts.succeeded >= completions.asInt()
            : counts.succeeded > 0 && counts.active == 0;
    if (enough) {
      return Optional.of(
          new End(true, "CompletionsReached", "Reached expected number of succeeded pods"));
    }
    if (counts.failed + counts.restarts > Fields.number(job, "/spec/backoffLimit", 6)) {
      return Optional.of(
          new End(false, "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
    }
    return deadline(job, now).filter(at -> !at.isAfter(now)).isPresent()
        ? Optional.of(
            new End(false, "DeadlineExceeded", "Job was active longer than specified deadline"))
        : Optional.empty();
  }

  static Optional<Instant> deadline(JsonNode job, Instant now) {
    var seconds = job.at("/spec/activeDeadlineSeconds");
    var start = Fields.time(job, "/status/startTime").orElse(now);
    return seconds.isNumber() ? Optional.of(start.plusSeconds(seconds.asLong())) : Optional.empty();
  }

  static int wantedActive(JsonNode job, Counts counts) {
    var parallelism = Fields.number(job, "/spec/parallelism", 1);
    var completions = job.at("/spec/completions");
    if (completions.isNumber()) {
      return Math.max(0, Math.min(parallelism, completions.asInt() - counts.succeeded));
    }
    return counts.succeeded > 0 ? counts.active : parallelism;
  }

  /** The completion indexes that neither succeeded nor run. */
  static List<Integer> freeIndexes(JsonNode job, List<ObjectNode> pods) {
    var taken = done(pods);
    pods.stream().filter(PodCounts::isActive).forEach(pod -> taken.addAll(index(pod)));
    return IntStream.range(0, job.at("/spec/completions").asInt())
        .boxed()
        .filter(i -> !taken.contains(i))
        .toList();
  }

  static boolean isFinished(JsonNode job) {
    return Fields.isTrue(job, "Complete") || Fields.isTrue(job, "Failed");
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

  static ObjectNode status(
      JsonNode job, List<ObjectNode> pods, Counts counts, boolean ended, Instant now) {
    var status = Trees.object();
    var started = Fields.time(job, "/status/startTime");
    if (!job.at("/spec/suspend").asBoolean()) {
      status.put("startTime", Fields.text(started.orElse(now)));
    }
    if (counts.active > 0 && !ended) {
      status.put("active", counts.active);
    }
    ReplicaSetController.put(status, "succeeded", counts.succeeded);
    ReplicaSetController.put(status, "failed", counts.failed);
    if (isIndexed(job) && counts.succeeded > 0) {
      status.put("completedIndexes", ranges(done(pods)));
    }
    var terminating = (int) pods.stream().filter(Fields::isTerminating).count();
    status.put("terminating", terminating).put("ready", ended ? 0 : counts.ready);
    status.putObject("uncountedTerminatedPods");
    return status;
  }

  private static boolean isIndexed(JsonNode job) {
    return job.at("/spec/completionMode").asText().equals("Indexed");
  }

  private static SortedSet<Integer> done(List<ObjectNode> pods) {
    var indexes = new TreeSet<Integer>();
    pods.stream()
        .filter(pod -> pod.at("/status/phase").asText().equals("Succeeded"))
        .forEach(pod -> indexes.addAll(index(pod)));
    return indexes;
  }

  private static List<Integer> index(JsonNode pod) {
    return Fields.annotation(pod, INDEX)
        .filter(text -> text.matches("\\d{1,9}"))
        .map(text -> List.of(Integer.parseInt(text)))
        .orElse(List.of());
  }

  /** As Kubernetes writes them: {@code 0,2-4}. */
  private static String ranges(SortedSet<Integer> indexes) {
    var text = new StringBuilder();
    for (var first : indexes) {
      if (indexes.contains(first - 1)) {
        continue;
      }
      var last = first;
      while (indexes.contains(last + 1)) {
        last++;
      }
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (last > first) {
        text.append(last > first + 1 ? "-" : ",").append(last);
      }
    }
    return text.toString();
  }

  private static int inPhase(List<ObjectNode> pods, String phase) {
    return (int)
        pods.stream().filter(pod -> pod.at("/status/phase").asText().equals(phase)).count();
  }
}
