package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.controllers.loop.Fields;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What a Job says of its own about failed pods, and about how much success is enough. */
final class JobPolicies {
  private JobPolicies() {}

  private record Match(String action, String message) {}

  /** Why a failed pod ends its Job at once. */
  static Optional<String> failing(JsonNode job, List<ObjectNode> pods) {
    return pods.stream()
        .filter(JobRules::isFailed)
        .flatMap(pod -> match(job, pod).stream())
        .filter(match -> match.action.equals("FailJob"))
        .map(Match::message)
        .findFirst();
  }

  /** Whether a failed pod counts. */
  static boolean counts(JsonNode job, JsonNode pod) {
    return match(job, pod).filter(match -> match.action.equals("Ignore")).isEmpty();
  }

  /** Whether a failed pod fails its index, however often that may be tried. */
  static boolean failsIndex(JsonNode job, JsonNode pod) {
    return match(job, pod).filter(match -> match.action.equals("FailIndex")).isPresent();
  }

  private static Optional<Match> match(JsonNode job, JsonNode pod) {
    var rules = job.at("/spec/podFailurePolicy/rules");
    return IntStream.range(0, rules.size())
        .mapToObj(index -> match(rules.get(index), index, pod))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Match> match(JsonNode rule, int index, JsonNode pod) {
    var action = rule.path("action").asText();
    var ending = "matching %s rule at index %d".formatted(action, index);
    return rule.has("onExitCodes")
        ? exited(rule.path("onExitCodes"), pod)
            .map(
                status ->
                    "Container %s for pod %s/%s failed with exit code %d %s"
                        .formatted(
                            status.path("name").asText(),
                            Fields.namespace(pod),
                            Fields.name(pod),
                            status.at("/state/terminated/exitCode").asInt(),
                            ending))
            .map(message -> new Match(action, message))
        : condition(rule.path("onPodConditions"), pod)
            .map(
                type ->
                    "Pod %s/%s has condition %s %s"
                        .formatted(Fields.namespace(pod), Fields.name(pod), type, ending))
            .map(message -> new Match(action, message));
  }

  private static Optional<JsonNode> exited(JsonNode wanted, JsonNode pod) {
    var container = wanted.path("containerName").asText();
    return List.of("initContainerStatuses", "containerStatuses").stream()
        .flatMap(list -> pod.path("status").path(list).valueStream())
        .filter(status -> container.isEmpty() || status.path("name").asText().equals(container))
        .filter(status -> meets(wanted, status.at("/state/terminated/exitCode")))
        .findFirst();
  }

  private static boolean meets(JsonNode wanted, JsonNode code) {
    var listed = wanted.path("values").valueStream().anyMatch(one -> one.asInt() == code.asInt());
    return code.isNumber()
        && code.asInt() != 0
        && listed == wanted.path("operator").asText().equals("In");
  }

  private static Optional<String> condition(JsonNode patterns, JsonNode pod) {
    return patterns
        .valueStream()
        .filter(
            wanted ->
                Fields.condition(pod, wanted.path("type").asText())
                    .filter(c -> c.path("status").equals(wanted.path("status")))
                    .isPresent())
        .map(wanted -> wanted.path("type").asText())
        .findFirst();
  }

  /** The first rule by which the indexes that succeeded are enough. */
  static Optional<String> success(JsonNode job, java.util.SortedSet<Integer> succeeded) {
    var rules = job.at("/spec/successPolicy/rules");
    return IntStream.range(0, rules.size())
        .filter(index -> isEnough(rules.get(index), succeeded))
        .mapToObj(index -> "Matched rules at index " + index)
        .findFirst();
  }

  private static boolean isEnough(JsonNode rule, java.util.SortedSet<Integer> succeeded) {
    var counted = new TreeSet<>(succeeded);
    var wanted = new TreeSet<Integer>();
    if (rule.hasNonNull("succeededIndexes")) {
      wanted.addAll(JobIndexes.parse(rule.path("succeededIndexes").asText()));
      counted.retainAll(wanted);
    }
    return rule.hasNonNull("succeededCount")
        ? counted.size() >= rule.path("succeededCount").asInt()
        : !wanted.isEmpty() && counted.containsAll(wanted);
  }
}
