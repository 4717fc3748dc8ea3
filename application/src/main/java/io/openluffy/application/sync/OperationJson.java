package io.openluffy.application.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.OperationKind;
import io.openluffy.application.spec.ApplicationReader;
import io.openluffy.application.spec.RetrySpec;
import io.openluffy.kube.ResourceKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operations and their state in Argo CD's JSON. */
public final class OperationJson {
  private static final String REQUEST = "openluffy.io/request";
  private static final String ROLLBACK = "openluffy.io/rollback";
  private static final String NEXT = "openluffy.io/next-attempt";

  private OperationJson() {}

  /** Reads {@code .operation}; unknown parts stay in its JSON. */
  public static Operation operation(ObjectNode json) {
    var sync = json.path("sync");
    var rollback = info(json, ROLLBACK).map(OperationJson::number);
    long heals = sync.path("autoHealAttemptsCount").asLong();
    boolean automated = json.at("/initiatedBy/automated").asBoolean();
    return new Operation(
        kind(automated, heals, rollback.isPresent()),
        automated ? "openluffy" : json.at("/initiatedBy/username").asText(""),
        info(json, REQUEST),
        revisions(sync),
        sync.path("prune").asBoolean(),
        sync.path("dryRun").asBoolean(),
        sync.at("/syncStrategy").has("apply"),
        sync.at("/syncStrategy/apply/force").asBoolean()
            || sync.at("/syncStrategy/hook/force").asBoolean(),
        selections(sync.path("resources")),
        texts(sync.path("syncOptions")),
        rollback,
        heals,
        json.path("retry") instanceof ObjectNode retry
            ? ApplicationReader.retry(retry)
            : RetrySpec.NEVER,
        json);
  }

  private static OperationKind kind(boolean automated, long heals, boolean rollback) {
    if (rollback) {
      return OperationKind.ROLLBACK;
    }
    if (automated) {
      return heals > 0 ? OperationKind.SELF_HEAL : OperationKind.AUTOMATED_SYNC;
    }
    return OperationKind.SYNC;
  }

  private static List<String> revisions(JsonNode sync) {
    if (sync.path("revisions").isArray() && !sync.path("revisions").isEmpty()) {
      return texts(sync.path("revisions"));
    }
    var revision = sync.path("revision").asText("");
    return revision.isEmpty() ? List.of() : List.of(revision);
  }

  private static List<Selection> selections(JsonNode list) {
    var found = new ArrayList<Selection>();
    list.forEach(
        one ->
            found.add(
                new Selection(
                    one.path("group").asText(""),
                    one.path("kind").asText(""),
                    one.path("namespace").asText(""),
                    one.path("name").asText(""))));
    return found;
  }

  private static List<String> texts(JsonNode list) {
    var found = new ArrayList<String>();
    list.forEach(one -> found.add(one.asText()));
    return found;
  }

  private static Long number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException _) {
      return -1L;
    }
  }

  /** Writes the state. */
  public static ObjectNode write(OperationState state) {
    var progress = state.progress();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("phase", state.runPhase().text());
    json.put("message", progress.message());
    json.set("operation", operationOf(state));
    json.put("startedAt", progress.startedAt().toString());
    state.finished().ifPresent(at -> json.put("finishedAt", at.toString()));
    if (progress.retries() > 0) {
      json.put("retryCount", progress.retries());
    }
    if (!progress.revisions().isEmpty()) {
      var result = json.putObject("syncResult");
      if (isMulti(progress.operation().json())) {
        var list = result.putArray("revisions");
        progress.revisions().forEach(list::add);
      } else {
        result.put("revision", progress.revisions().getFirst());
      }
      for (var field : List.of("source", "sources")) {
        var source = progress.operation().json().at("/sync/" + field);
        if (!source.isMissingNode()) {
          result.set(field, source.deepCopy());
        }
      }
      var resources = result.putArray("resources");
      progress.results().forEach(one -> resources.add(write(one)));
    }
    return json;
  }

  private static ObjectNode operationOf(OperationState state) {
    var json = state.progress().operation().json().deepCopy();
    if (state instanceof OperationState.Retrying retrying) {
      putInfo(json, NEXT, retrying.nextAt().toString());
    }
    return json;
  }

  private static boolean isMulti(ObjectNode operation) {
    return operation.at("/sync/sources").isArray();
  }

  private static ObjectNode write(ResourceResult result) {
    var json = JsonNodeFactory.instance.objectNode();
    var key = result.key();
    json.put("group", key.group()).put("version", result.version()).put("kind", key.kind());
    json.put("namespace", key.namespace()).put("name", key.name());
    json.put("status", result.code().text()).put("message", result.message());
    if (result.hook()) {
      json.put("hookType", result.phase().text());
    }
    json.put("hookPhase", result.run().text()).put("syncPhase", result.phase().text());
    if (!result.images().isEmpty()) {
      var images = json.putArray("images");
      result.images().forEach(images::add);
    }
    return json;
  }

  /** Reads {@code status.operationState}; empty when there is none that makes sense. */
  public static Optional<OperationState> read(JsonNode json) {
    var started = instant(json.path("startedAt"));
    if (!(json.path("operation") instanceof ObjectNode operation) || started.isEmpty()) {
      return Optional.empty();
    }
    var progress =
        new OperationState.Progress(
            operation(operation),
            started.get(),
            revisions(json.path("syncResult")),
            json.path("retryCount").asLong(),
            results(json.at("/syncResult/resources")),
            json.path("message").asText(""));
    var finished = instant(json.path("finishedAt"));
    var phase = RunPhase.of(json.path("phase").asText());
    return Optional.of(
        switch (phase) {
          case RUNNING ->
              finished.isPresent()
                  ? retrying(progress, finished.get(), operation)
                  : new OperationState.Running(progress);
          case TERMINATING -> new OperationState.Terminating(progress);
          case SUCCEEDED, FAILED, ERROR ->
              new OperationState.Ended(phase, progress, finished.orElse(started.get()));
        });
  }

  private static OperationState retrying(
      OperationState.Progress progress, Instant failedAt, ObjectNode operation) {
    var next =
        info(operation, NEXT)
            .flatMap(OperationJson::instant)
            .orElse(failedAt.plus(progress.operation().retry().pause(progress.retries() - 1)));
    return new OperationState.Retrying(progress, failedAt, next);
  }

  private static List<ResourceResult> results(JsonNode list) {
    var found = new ArrayList<ResourceResult>();
    for (var one : list) {
      found.add(
          new ResourceResult(
              new ResourceKey(
                  one.path("group").asText(""),
                  one.path("kind").asText(""),
                  one.path("namespace").asText(""),
                  one.path("name").asText("")),
              one.path("version").asText(""),
              phase(one.path("syncPhase").asText("Sync")),
              ResultCode.of(one.path("status").asText()),
              one.path("message").asText(""),
              !one.path("hookType").asText("").isEmpty(),
              RunPhase.of(one.path("hookPhase").asText()),
              texts(one.path("images"))));
    }
    return found;
  }

  private static SyncPhase phase(String text) {
    for (var one : SyncPhase.values()) {
      if (one.text().equals(text)) {
        return one;
      }
    }
    return SyncPhase.SYNC;
  }

  private static Optional<Instant> instant(JsonNode node) {
    return node.isTextual() ? instant(node.asText()) : Optional.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> info(ObjectNode operation, String name) {
    for (var one : operation.path("info")) {
      if (one.path("name").asText().equals(name)) {
        return Optional.of(one.path("value").asText());
      }
    }
    return Optional.empty();
  }

  /** Notes the number of a request of ours on an operation. */
  public static void request(ObjectNode operation, String id) {
    putInfo(operation, REQUEST, id);
  }

  /** Notes that an operation goes back to an entry of the history. */
  public static void rollback(ObjectNode operation, long historyId) {
    putInfo(operation, ROLLBACK, Long.toString(historyId));
  }

  private static void putInfo(ObjectNode operation, String name, String value) {
    var list =
        operation.get("info") instanceof ArrayNode there ? there : operation.putArray("info");
    for (int i = list.size() - 1; i >= 0; i--) {
      if (list.get(i).path("name").asText().equals(name)) {
        list.remove(i);
      }
    }
    list.addObject().put("name", name).put("value", value);
  }
}
