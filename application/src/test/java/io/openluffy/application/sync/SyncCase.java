package io.openluffy.application.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.Health;
import io.openluffy.application.HealthAnswer;
import io.openluffy.application.OperationKind;
import io.openluffy.application.spec.RetrySpec;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.InMemoryCluster;
import io.openluffy.kube.KubeProblems;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One case of the conformance data: a cluster as it is given, and a sync that goes on by steps. */
final class SyncCase {
  static final String NAMESPACE = "default";
  private static final List<GroupVersionKind> KINDS =
      List.of(
          GroupVersionKind.of("v1", "Pod"),
          GroupVersionKind.of("v1", "Service"),
          GroupVersionKind.of("v1", "ConfigMap"),
          GroupVersionKind.of("apps/v1", "Deployment"),
          GroupVersionKind.of("batch/v1", "Job"));

  final InMemoryCluster cluster = new InMemoryCluster(SettableClock.atNoon());
  final Map<ResourceKey, HealthAnswer> health = new HashMap<>();
  final Set<ResourceKey> uncached = new HashSet<>();
  Optional<Instant> approved = Optional.empty();
  Optional<Manifest> namespace = Optional.empty();
  StepAnswer answer = new StepAnswer(RunPhase.RUNNING, "", List.of());

  private final Map<String, String> faults = new HashMap<>();
  private final Map<ResourceKey, String> refused = new HashMap<>();
  private final List<Manifest> targets = new ArrayList<>();
  private final Set<ResourceKey> unchanged = new HashSet<>();
  private final JsonNode operation;

  SyncCase(JsonNode given) {
    operation = given.path("operation");
    var before = new ArrayList<ResourceResult>();
    given.path("objects").forEach(one -> place(one, object(one)));
    for (var one : given.path("hooks")) {
      for (var hook : hooks(one)) {
        place(one, hook);
        started(one, hook).ifPresent(before::add);
      }
    }
    answer = new StepAnswer(RunPhase.RUNNING, "", before);
    cluster.fail(
        (verb, key) ->
            Optional.ofNullable(faults.get(verb + " " + key))
                .map(message -> KubeProblems.of(422, "Invalid", message, key.toString())));
    cluster.forgetCalls();
  }

  static ResourceKey key(String text) {
    var slash = text.indexOf('/');
    return kind(text.substring(0, slash)).key(scope(text), text.substring(slash + 1));
  }

  private static String scope(String text) {
    return text.startsWith("Namespace/") ? "" : NAMESPACE;
  }

  private static GroupVersionKind kind(String kind) {
    return KINDS.stream()
        .filter(one -> one.kind().equals(kind))
        .findFirst()
        .orElse(GroupVersionKind.of("v1", kind));
  }

  private Manifest object(JsonNode one) {
    var text = one.path("obj").asText();
    var name = text.substring(text.indexOf('/') + 1);
    var where = one.path("ns").asText(scope(text));
    var object = Manifest.named(kind(text.substring(0, text.indexOf('/'))), where, name);
    for (var entry : one.path("annotations").properties()) {
      object = object.withAnnotation(entry.getKey(), entry.getValue().asText());
    }
    if (one.has("wave")) {
      object = object.withAnnotation(WaveRules.ANNOTATION, one.path("wave").asText());
    }
    return one.has("options")
        ? object.withAnnotation(SyncOptionRules.ANNOTATION, joined(one.path("options")))
        : object;
  }

  private List<Manifest> hooks(JsonNode one) {
    var object = object(one).withAnnotation(HookRules.HOOK, one.path("hook").asText());
    return List.of(
        one.has("deletePolicy")
            ? object.withAnnotation(HookRules.DELETE_POLICY, one.path("deletePolicy").asText())
            : object);
  }

  private void place(JsonNode one, Manifest object) {
    boolean hook = object.annotation(HookRules.HOOK).isPresent();
    var key = object.key();
    if ((one.path("git").asBoolean() || hook) && targets.stream().noneMatch(same(key))) {
      targets.add(object);
    }
    if (one.path("live").asBoolean() || one.has("state")) {
      cluster.create(finalized(one, object));
    }
    if (one.path("deletionTimestamp").asBoolean()) {
      cluster.delete(key, DeleteOptions.background());
    }
    if (!one.path("differs").asBoolean(true)) {
      unchanged.add(key);
    }
    if (one.has("health")) {
      says(key, one.path("health").asText(), "");
    }
    fault(one, "applyError", "apply", key);
    fault(one, "dryRunError", "dry-run", key);
    fault(one, "deleteError", "delete", key);
    if (one.has("refusedByProject")) {
      refused.put(key, one.path("refusedByProject").asText());
    }
  }

  private static java.util.function.Predicate<Manifest> same(ResourceKey key) {
    return one -> one.key().equals(key);
  }

  private static Manifest finalized(JsonNode one, Manifest object) {
    boolean held =
        one.path("finalizer").asBoolean()
            || one.has("state")
            || one.path("deletionTimestamp").asBoolean();
    return held
        ? object.with(
            json -> {
              json.withObject("/metadata").withArray("/finalizers").add(HookRules.FINALIZER);
              return json;
            })
        : object;
  }

  private void fault(JsonNode one, String field, String verb, ResourceKey key) {
    if (one.has(field)) {
      faults.put(verb + " " + key, one.path(field).asText());
    }
  }

  /** {@code Running}, or how it ended: {@code Failed: why}. */
  private static Optional<ResourceResult> started(JsonNode one, Manifest hook) {
    if (!one.has("state")) {
      return Optional.empty();
    }
    var state = one.path("state").asText().split(": ", 2);
    var phase = HookRules.phases(hook).iterator().next();
    return Optional.of(
        new ResourceResult(
            hook.key(),
            "v1",
            phase,
            ResultCode.SYNCED,
            state.length > 1 ? state[1] : "",
            true,
            RunPhase.of(state[0]),
            List.of()));
  }

  void says(ResourceKey key, String healthText, String message) {
    health.put(key, new HealthAnswer(Health.of(healthText).orElseThrow(), message));
  }

  void gone(ResourceKey key) {
    cluster.patch(
        key,
        io.openluffy.kube.PatchType.MERGE,
        Json.tree("{\"metadata\":{\"finalizers\":null}}"),
        "");
    cluster.delete(key, DeleteOptions.background());
  }

  StepAnswer step() {
    var input = input();
    var refusal =
        Permits.check(
            input, answer.results(), object -> Optional.ofNullable(refused.get(object.key())));
    answer = refusal.orElseGet(() -> sync(input).run(target -> false));
    return answer;
  }

  StepAnswer terminate() {
    answer = sync(input()).terminate();
    return answer;
  }

  private SyncStep sync(SyncInput input) {
    return new SyncStep(
        new ObjectWriter(cluster, object -> {}),
        object ->
            Optional.of(health.getOrDefault(object.key(), HealthAnswer.of(Health.PROGRESSING))),
        SyncStep.Together.oneByOne(),
        input,
        answer.results());
  }

  private SyncInput input() {
    var live = new HashMap<ResourceKey, Manifest>();
    for (var kind : KINDS) {
      cluster
          .list(kind, Optional.of(NAMESPACE), io.openluffy.kube.LabelSelector.EVERYTHING)
          .forEach(one -> live.put(one.key(), one));
    }
    uncached.forEach(live::remove);
    var options = texts(operation.path("syncOptions"));
    var differing = new HashSet<ResourceKey>();
    targets.stream()
        .map(Manifest::key)
        .filter(one -> !unchanged.contains(one))
        .forEach(differing::add);
    return new SyncInput(
        operation(),
        Instant.EPOCH,
        "",
        targets,
        live,
        options,
        differing,
        namespace,
        approved,
        UnaryOperator.identity());
  }

  private Operation operation() {
    var selections =
        operation
            .path("resources")
            .valueStream()
            .map(
                one ->
                    new Selection(
                        one.path("group").asText(""),
                        one.path("kind").asText(),
                        "",
                        one.path("name").asText()))
            .toList();
    return new Operation(
        OperationKind.SYNC,
        "",
        Optional.empty(),
        List.of(),
        operation.path("prune").asBoolean(),
        operation.path("dryRun").asBoolean(),
        operation.path("strategy").asText("").equals("apply"),
        false,
        selections,
        texts(operation.path("syncOptions")),
        Optional.empty(),
        0,
        RetrySpec.NEVER,
        (ObjectNode) Json.tree("{}"));
  }

  static List<String> texts(JsonNode list) {
    var found = new ArrayList<String>();
    list.forEach(one -> found.add(one.asText()));
    return found;
  }

  private static String joined(JsonNode list) {
    return String.join(",", texts(list));
  }
}
