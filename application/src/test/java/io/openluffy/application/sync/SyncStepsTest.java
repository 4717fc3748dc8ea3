package io.openluffy.application.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.Conformance;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drives the sync loop through the conformance cases, step by step. */
class SyncStepsTest {
  /** What happens in the cluster before a step, by the words of the data. */
  private static final Map<String, Consumer<SyncCase>> EVENTS =
      Map.ofEntries(
          Map.entry(
              "Deployment/a is live and Degraded (\"exceeded its progress deadline\")",
              world -> says(world, "Deployment/a", "Degraded")),
          Map.entry(
              "Pod/pod-1 is not in the cache, but the API server has it when asked",
              world -> world.uncached.add(SyncCase.key("Pod/pod-1"))),
          Map.entry(
              "the application is annotated argocd.argoproj.io/deletion-approved with a time after the operation's start",
              SyncStepsTest::confirmed),
          Map.entry("confirmed", SyncStepsTest::confirmed),
          Map.entry("Pod/pod-3 is gone", world -> {}),
          Map.entry("Pod/pod-2 has a deletionTimestamp but is still there", world -> {}),
          Map.entry("Pod/pod-2 is gone", world -> world.gone(SyncCase.key("Pod/pod-2"))),
          Map.entry(
              "Pod/successful-sync-fail-hook Healthy",
              world -> says(world, "Pod/successful-sync-fail-hook", "Healthy")),
          Map.entry("Job/migrate Complete", world -> says(world, "Job/migrate", "Healthy")),
          Map.entry("Job/migrate Failed", world -> says(world, "Job/migrate", "Degraded")),
          Map.entry("Deployment/app Healthy", world -> says(world, "Deployment/app", "Healthy")),
          Map.entry("Job/smoke Complete", world -> says(world, "Job/smoke", "Healthy")),
          Map.entry("Pod/pod-1 exists, not healthy yet", world -> {}));

  private static void says(SyncCase world, String object, String health) {
    world.says(SyncCase.key(object), health, "");
  }

  private static void confirmed(SyncCase world) {
    world.approved = Optional.of(Instant.EPOCH.plusSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order-kinds-one-after-another-even-after-a-failure",
        "order-prune-before-apply-inside-a-wave",
        "plain-health-does-not-matter-in-the-last-wave",
        "plain-apply-fails",
        "plain-not-permitted",
        "plain-operation-dry-run",
        "prune-on",
        "prune-off",
        "prune-false-on-the-object",
        "prune-false-on-the-application",
        "prune-keep-annotation-of-helm",
        "prune-fails",
        "prune-already-being-deleted",
        "hook-deleted-after-success",
        "hook-not-run-not-pruned-when-hooks-are-skipped",
        "option-apply-out-of-sync-only",
        "option-apply-out-of-sync-only-with-prune",
        "option-selective-sync"
      })
  void oneStep(String id) {
    once(id, SyncCase::step);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "terminate-running-hooks",
        "terminate-hooks-that-have-just-finished",
        "terminate-completed-hooks"
      })
  void terminated(String id) {
    once(id, SyncCase::terminate);
  }

  private static void once(String id, Consumer<SyncCase> act) {
    var data = Conformance.syncCase(id);
    var world = new SyncCase(data.path("given"));

    act.accept(world);

    check(world, data.path("expect"), id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wave-degraded-fails-the-sync",
        "wave-object-not-yet-in-the-cache",
        "prune-confirm-on-the-object",
        "prune-confirm-on-the-application",
        "hook-apply-fails-and-one-of-two-syncfail-hooks-fails",
        "hook-phases-in-order",
        "hook-presync-fails",
        "option-apply-out-of-sync-only-with-waves"
      })
  void stepByStep(String id) {
    var data = Conformance.syncCase(id);
    var world = new SyncCase(data.path("given"));
    int number = 0;
    for (var step : data.path("steps")) {
      var event = step.path("cluster").asText("");
      if (!event.isEmpty()) {
        Optional.ofNullable(EVENTS.get(event)).orElseThrow().accept(world);
      }

      world.step();

      check(world, step.path("expect"), id + ", step " + ++number);
    }
  }

  @Test
  void pruneWavesWaitForDeletion() {
    var data = Conformance.syncCase("prune-waves-wait-for-deletion");
    var world = new SyncCase(data.path("given"));
    hold(world, "Pod/pod-2");

    world.step();
    check(world, data.at("/steps/0/expect"), "wave of pod-3");
    world.step();
    check(world, data.at("/steps/1/expect"), "wave of pod-2");
    world.step();
    check(world, data.at("/steps/2/expect"), "pod-2 leaves");
    assertThat(world.cluster.get(SyncCase.key("Pod/pod-1"))).isPresent();
    world.gone(SyncCase.key("Pod/pod-2"));
    world.step();

    check(world, data.at("/steps/3/expect"), "wave of pod-1");
    assertThat(world.answer.results().stream().map(one -> one.key().name()))
        .containsExactly("pod-3", "pod-2", "pod-1");
  }

  private static void hold(SyncCase world, String object) {
    world.cluster.patch(
        SyncCase.key(object),
        io.openluffy.kube.PatchType.MERGE,
        io.openluffy.kernel.store.Json.tree(
            "{\"metadata\":{\"finalizers\":[\"%s\",\"example.org/x\"]}}"
                .formatted(HookRules.FINALIZER)),
        "");
  }

  /** Argo CD says so one step later. */
  @Test
  void anObjectThatVanishesWhileItIsWaitedForEndsTheSync() {
    var data = Conformance.syncCase("wave-object-deleted-while-waiting");
    var world = new SyncCase(data.path("given"));
    world.step();
    world.gone(SyncCase.key("Pod/pod-1"));

    var answer = world.step();

    result(world, "Pod/pod-1", data.at("/steps/1/expect/results/Pod~1pod-1"), "second step");
    assertThat(answer.phase()).isEqualTo(RunPhase.FAILED);
  }

  /** Argo CD does not name the reason in the message. */
  @Test
  void aFailedDryRunAppliesNothing() {
    var data = Conformance.syncCase("plain-dry-run-first");
    var world = new SyncCase(data.path("given"));

    var answer = world.step();

    assertThat(answer.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(answer.message())
        .startsWith(data.at("/expect/message").asText())
        .endsWith("invalid object failing dry-run");
    assertThat(answer.results()).hasSize(1);
    result(world, "Pod/bad", data.at("/expect/results/Pod~1bad"), "dry run");
    assertThat(world.cluster.get(SyncCase.key("ConfigMap/good"))).isEmpty();
  }

  @Test
  void hooksOfAnEarlierSyncGoBeforeTheNewOnesCome() {
    var data = Conformance.syncCase("hook-leftovers-of-an-earlier-sync");
    var world = new SyncCase(data.path("given"));
    hold(world, "Pod/existing-hook-1");
    world.cluster.forgetCalls();

    world.step();

    check(world, data.path("expect"), "leftovers");
  }

  @Test
  void namespaceIsMadeBeforeTheDryRun() {
    var data = Conformance.syncCase("namespace-created-before-the-dry-run");
    var world = new SyncCase(data.path("given"));
    world.namespace =
        Optional.of(Manifest.named(GroupVersionKind.of("v1", "Namespace"), "", "target-ns"));

    world.step();

    check(world, data.path("expect"), "first step");
  }

  @Test
  void onlyHealthyAndDegradedEndTheWaitingForAWave() {
    var data = Conformance.syncCase("wave-only-healthy-or-degraded-end-the-waiting");
    for (var row : data.at("/expect/table")) {
      var health = row.path("health").asText();
      if (health.startsWith("none")) {
        continue;
      }
      var world = new SyncCase(data.path("given"));
      world.step();
      says(world, "Deployment/a", health);

      var answer = world.step();

      boolean next = world.cluster.get(SyncCase.key("Deployment/b")).isPresent();
      var then =
          next ? "wave 1 starts" : answer.phase() == RunPhase.FAILED ? "sync fails" : "waits";
      assertThat(then).as(health).isEqualTo(row.path("then").asText());
    }
  }

  private static void check(SyncCase world, JsonNode expected, String step) {
    var answer = world.answer;
    if (expected.has("phase")) {
      assertThat(answer.phase().text())
          .as(step + ": " + answer)
          .isEqualTo(expected.path("phase").asText());
    }
    message(answer.message(), expected.path("message"), step);
    if (expected.path("results").isObject() && expected.path("results").isEmpty()) {
      assertThat(answer.results()).as(step).isEmpty();
    }
    for (var one : expected.path("results").properties()) {
      result(world, one.getKey(), one.getValue(), step);
    }
    if (expected.has("updates")) {
      assertThat(calls(world, "patch")).as(step).isEqualTo(expected.path("updates").asInt());
    }
    if (expected.has("deletes")) {
      assertThat(calls(world, "delete")).as(step).isEqualTo(expected.path("deletes").asInt());
    }
    for (var one : expected.path("deleted")) {
      assertThat(world.cluster.get(SyncCase.key(one.asText()))).as(step).isEmpty();
    }
  }

  private static long calls(SyncCase world, String verb) {
    return world.cluster.calls().stream().filter(one -> one.startsWith(verb + " ")).count();
  }

  private static void result(SyncCase world, String object, JsonNode expected, String step) {
    var name = object.substring(object.indexOf('/') + 1);
    var kind = object.substring(0, object.indexOf('/'));
    var result =
        world.answer.results().stream()
            .filter(one -> one.key().name().equals(name) && one.key().kind().equals(kind))
            .findFirst();
    assertThat(result).as(step + ": " + object + " of " + world.answer.results()).isPresent();
    if (expected.has("status")) {
      assertThat(result.get().code().text()).as(step).isEqualTo(expected.path("status").asText());
    }
    if (expected.has("hookPhase")) {
      assertThat(result.get().run().text())
          .as(step + ": " + object)
          .isEqualTo(expected.path("hookPhase").asText());
    }
    if (!expected.path("message").asText("").isEmpty() || expected.path("message").isObject()) {
      message(result.get().message(), expected.path("message"), step);
    }
  }

  private static void message(String message, JsonNode expected, String step) {
    if (expected.isTextual()) {
      assertThat(message).as(step).isEqualTo(expected.asText());
    } else if (expected.has("contains")) {
      assertThat(message).as(step).contains(expected.path("contains").asText());
    }
  }
}
