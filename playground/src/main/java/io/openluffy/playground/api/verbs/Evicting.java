package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.select.LabelSelector;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.status.ApiStatus.Details;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.Trees;
import java.util.List;
import java.util.Set;

/** Deletes pods as far as their disruption budget lets them go. */
final class Evicting {
  private static final GroupResource BUDGETS = new GroupResource("policy", "poddisruptionbudgets");
  private static final Set<String> NOT_AT_WORK = Set.of("Succeeded", "Failed", "Pending");
  private static final int TRIES = 20;

  private final Surroundings around;
  private final Updating updating;
  private final Deleting deleting;

  Evicting(Surroundings around, Updating updating, Deleting deleting) {
    this.around = around;
    this.updating = updating;
    this.deleting = deleting;
  }

  /** Deletes the pod, or refuses with 429 while its budget has no room. */
  Deleting.Deleted evict(Target pod, DeleteOptions options, WriteOptions how) {
    var live = around.store().find(pod.key()).orElseThrow(() -> VerbErrors.notFound(pod)).tree();
    if (isAtWork(live)) {
      var budgets =
          around.store().list(BUDGETS, pod.namespace()).stream()
              .filter(budget -> covers(budget, live))
              .toList();
      if (budgets.size() > 1) {
        throw VerbErrors.internal(
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does"
                + " not support.");
      }
      budgets.forEach(budget -> spend(budget, pod, live, options, how));
    }
    return deleting.delete(pod, options);
  }

  private static boolean isAtWork(JsonNode pod) {
    return !NOT_AT_WORK.contains(pod.path("status").path("phase").asText())
        && !pod.path("metadata").has("deletionTimestamp");
  }

  private static boolean covers(JsonNode budget, JsonNode pod) {
    var selector = budget.path("spec").path("selector");
    return selector.isObject() && LabelSelector.parse(Scaling.text(selector)).matches(pod);
  }

  private void spend(
      ObjectNode budget, Target pod, JsonNode live, DeleteOptions options, WriteOptions how) {
    var status = budget.path("status");
    var healthy = status.path("currentHealthy").asInt();
    var desired = status.path("desiredHealthy").asInt();
    var isAlwaysFree =
        budget.path("spec").path("unhealthyPodEvictionPolicy").asText().equals("AlwaysAllow");
    if (!isReady(live) && (isAlwaysFree || (desired > 0 && healthy >= desired))) {
      return;
    }
    var name = budget.path("metadata").path("name").asText();
    var target = target(pod.namespace(), name);
    for (var attempt = 1; ; attempt++) {
      try {
        updating.change(target, now -> spent(now, pod.name()), dry(how, options), false);
        return;
      } catch (StatusException e) {
        if (!e.is("Conflict") || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private static WriteOptions dry(WriteOptions how, DeleteOptions options) {
    var isDry = how.dryRun() || options.dryRun();
    return new WriteOptions(how.manager(), isDry, how.validation(), false, how.warn());
  }

  private Target target(String namespace, String name) {
    var type =
        around
            .catalog()
            .find(BUDGETS.group(), BUDGETS.resource())
            .orElseThrow(() -> new IllegalStateException("The API does not serve " + BUDGETS));
    return new Target(type, namespace, name, "status");
  }

  private ObjectNode spent(ObjectNode budget, String pod) {
    var status = Trees.child(budget, "status").deepCopy();
    var name = budget.path("metadata").path("name").asText();
    var isBehind =
        status.path("observedGeneration").asLong()
            < budget.path("metadata").path("generation").asLong();
    if (isBehind) {
      var why = "The disruption budget " + name + " is still being processed by the server.";
      throw tooMany(why, 10);
    }
    var allowed = status.path("disruptionsAllowed").asInt();
    if (allowed <= 0) {
      var why =
          "The disruption budget %s needs %d healthy pods and has %d currently"
              .formatted(
                  name,
                  status.path("desiredHealthy").asInt(),
                  status.path("currentHealthy").asInt());
      throw tooMany(why, 0);
    }
    status.put("disruptionsAllowed", allowed - 1);
    status.withObjectProperty("disruptedPods").put(pod, around.now().toString());
    return Trees.with(budget, "status", status);
  }

  private static boolean isReady(JsonNode pod) {
    for (var condition : pod.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  private static StatusException tooMany(String why, int retryAfter) {
    var cause = new Cause("DisruptionBudget", why, "");
    return ApiStatus.of(
            429,
            "TooManyRequests",
            "Cannot evict pod as it would violate the pod's disruption budget.",
            new Details("", "", "", "", List.of(cause), retryAfter))
        .asException();
  }
}
