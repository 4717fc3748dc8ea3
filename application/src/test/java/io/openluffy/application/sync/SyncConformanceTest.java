package io.openluffy.application.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.Conformance;
import io.openluffy.application.OperationKind;
import io.openluffy.application.spec.RetrySpec;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncConformanceTest {
  @Test
  void hookTypes() {
    for (var row : Conformance.syncCase("parse-hook-types").at("/expect/table")) {
      var object = Conformance.annotated("v1", "Pod", row.path("annotations"));

      assertThat(HookRules.isHook(object))
          .as(row.toString())
          .isEqualTo(row.path("hook").asBoolean());
      assertThat(HookRules.isSkipped(object) || HookRules.types(object).contains(HookType.SKIP))
          .as(row.toString())
          .isEqualTo(texts(row.path("types")).contains("Skip"));
      assertThat(HookRules.types(object).stream().map(HookType::text))
          .as(row.toString())
          .containsExactlyInAnyOrderElementsOf(texts(row.path("types")));
    }
  }

  @Test
  void phases() {
    for (var row : Conformance.syncCase("parse-phases").at("/expect/table")) {
      var annotations = Json.mapper().createObjectNode();
      if (!row.path("value").isNull()) {
        annotations.set(HookRules.HOOK, row.path("value"));
      }
      var object = Conformance.annotated("v1", "Pod", annotations);

      assertThat(HookRules.phases(object).stream().map(SyncPhase::text))
          .as(row.toString())
          .containsExactlyElementsOf(texts(row.path("phases")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prune-waves-same-wave",
        "prune-waves-no-prune",
        "prune-waves-all-reversed",
        "prune-waves-mixed",
        "prune-last-option",
        "prune-last-same-wave"
      })
  void pruneWaves(String id) {
    var given = Conformance.syncCase(id);
    var targets = new ArrayList<Manifest>();
    var live = new HashMap<ResourceKey, Manifest>();
    for (var one : given.at("/given/objects")) {
      var name = one.path("obj").asText().split("/");
      var annotations = Map.of(WaveRules.ANNOTATION, one.path("wave").asText("0"));
      var object =
          Conformance.annotated("v1", name[0], Json.mapper().valueToTree(annotations))
              .with(
                  json -> {
                    json.withObject("/metadata").put("name", name[1]).remove("namespace");
                    return json;
                  });
      if (one.path("git").asBoolean()) {
        targets.add(object);
      }
      if (one.path("live").asBoolean()) {
        live.put(object.key(), object);
      }
    }
    var options = texts(given.at("/given/operation/syncOptions"));

    var plan = SyncPlanner.plan(input(targets, live, options));

    var waves = new HashMap<String, Integer>();
    plan.forEach(task -> waves.put(task.object().name(), task.wave()));
    given
        .at("/expect/waves")
        .properties()
        .forEach(one -> assertThat(waves).containsEntry(one.getKey(), one.getValue().asInt()));
  }

  @Test
  void runningMessages() {
    for (var row : Conformance.syncCase("hook-running-messages").at("/expect/table")) {
      var tasks = texts(row.path("running")).stream().map(SyncConformanceTest::task).toList();

      assertThat(SyncMessages.waiting(tasks, row.path("deleting").asBoolean()))
          .isEqualTo(row.path("message").asText());
    }
  }

  @Test
  void deletionWithTheApplication() {
    for (var row : Conformance.syncCase("delete-confirmation-needed").at("/expect/table")) {
      var own = String.join(",", texts(row.path("object")));
      var annotations = Map.of(SyncOptionRules.ANNOTATION, own);
      var object = Conformance.annotated("v1", "Pod", Json.mapper().valueToTree(annotations));

      assertThat(SyncOptionRules.needsConfirmation(object, texts(row.path("application"))))
          .as(row.toString())
          .isEqualTo(row.path("needed").asBoolean());
    }
  }

  @Test
  void retryTimes() {
    assertThat(RetrySpec.AUTOMATED.pause(0)).hasSeconds(5);
    assertThat(RetrySpec.AUTOMATED.pause(3)).hasSeconds(40);
    assertThat(RetrySpec.AUTOMATED.pause(80)).hasMinutes(3);
  }

  private static SyncTask task(String text) {
    boolean hook = text.startsWith("hook ");
    var name = text.substring(text.indexOf('/') + 1);
    var object =
        Conformance.annotated("v1", "Pod", Json.mapper().createObjectNode())
            .with(
                json -> {
                  json.withObject("/metadata").put("name", name);
                  return json;
                });
    return new SyncTask(SyncPhase.SYNC, 0, Optional.of(object), Optional.empty(), hook, true);
  }

  private static SyncInput input(
      List<Manifest> targets, Map<ResourceKey, Manifest> live, List<String> options) {
    var operation =
        new Operation(
            OperationKind.SYNC,
            "",
            Optional.empty(),
            List.of(),
            true,
            false,
            false,
            false,
            List.of(),
            options,
            Optional.empty(),
            0,
            RetrySpec.NEVER,
            Json.mapper().createObjectNode());
    return new SyncInput(
        operation,
        Instant.EPOCH,
        "",
        targets,
        live,
        options,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        UnaryOperator.identity());
  }

  private static List<String> texts(JsonNode list) {
    var found = new ArrayList<String>();
    list.forEach(one -> found.add(one.asText()));
    return found;
  }
}
