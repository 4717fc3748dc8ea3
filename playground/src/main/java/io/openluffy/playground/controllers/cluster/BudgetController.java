package io.openluffy.playground.controllers.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Conditions;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.Selector;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Counts how many pods a PodDisruptionBudget would allow to be evicted. */
public final class BudgetController implements SimulatedController {
  /** How long an eviction may take before it counts as not done. */
  private static final Duration PROMISE = Duration.ofMinutes(2);

  private final World world;

  public BudgetController(World world) {
    this.world = world;
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    var key = change.key();
    if (key.type().equals(Kinds.BUDGETS)) {
      return List.of(key);
    }
    return key.type().equals(Kinds.PODS)
        ? world.list(Kinds.BUDGETS, key.namespace()).stream()
            .filter(budget -> Selector.of(budget).matches(Fields.labels(change.object())))
            .map(budget -> Fields.key(Kinds.BUDGETS, budget))
            .toList()
        : List.of();
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var budget = world.get(key);
    budget.ifPresent(present -> report(present, now));
    return budget.flatMap(present -> nextForgotten(present, now));
  }

  private void report(ObjectNode budget, Instant now) {
    var selector = Selector.of(budget);
    var pods =
        world.list(Kinds.PODS, Fields.namespace(budget)).stream()
            .filter(pod -> selector.matches(Fields.labels(pod)))
            .filter(pod -> !Fields.isTerminating(pod))
            .toList();
    var expected = pods.size();
    var disrupted = disrupted(budget, pods, now);
    var healthy =
        (int)
            pods.stream()
                .filter(pod -> Fields.isTrue(pod, "Ready"))
                .filter(pod -> !disrupted.has(Fields.name(pod)))
                .count();
    var least = budget.at("/spec/minAvailable");
    var desired =
        least.isMissingNode()
            ? expected - share(budget.at("/spec/maxUnavailable"), expected)
            : share(least, expected);
    var allowed = Math.max(0, Math.min(healthy - desired, expected));
    var status = Trees.object().put("observedGeneration", Fields.generation(budget));
    status
        .put("disruptionsAllowed", allowed)
        .put("currentHealthy", healthy)
        .put("desiredHealthy", desired)
        .put("expectedPods", expected);
    status.remove("disruptedPods");
    if (!disrupted.isEmpty()) {
      status.set("disruptedPods", disrupted);
    }
    Conditions.of(budget, now)
        .set(
            "DisruptionAllowed",
            allowed > 0,
            allowed > 0 ? "SufficientPods" : "InsufficientPods",
            "")
        .into(status);
    for (var condition : status.path("conditions")) {
      ((ObjectNode) condition)
          .put("message", condition.path("message").asText())
          .put("observedGeneration", Fields.generation(budget));
    }
    world.setStatus(budget, status);
  }

  /** Pods that an eviction has promised to delete and that are still there. */
  private static ObjectNode disrupted(ObjectNode budget, List<ObjectNode> pods, Instant now) {
    var names = pods.stream().map(Fields::name).toList();
    var still = Trees.object();
    budget
        .at("/status/disruptedPods")
        .properties()
        .forEach(
            pod -> {
              var since = Instant.parse(pod.getValue().asText());
              if (names.contains(pod.getKey()) && now.isBefore(since.plus(PROMISE))) {
                still.set(pod.getKey(), pod.getValue());
              }
            });
    return still;
  }

  private static Optional<Instant> nextForgotten(ObjectNode budget, Instant now) {
    return budget
        .at("/status/disruptedPods")
        .valueStream()
        .map(since -> Instant.parse(since.asText()).plus(PROMISE))
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  /** A number or a share, rounded up. */
  private static int share(JsonNode value, int total) {
    if (value.isNumber()) {
      return value.asInt();
    }
    var text = value.asText();
    return text.matches("\\d{1,3}%")
        ? (Integer.parseInt(text.substring(0, text.length() - 1)) * total + 99) / 100
        : 0;
  }
}
