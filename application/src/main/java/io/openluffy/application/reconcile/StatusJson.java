package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ConditionView;
import io.openluffy.application.Health;
import io.openluffy.application.HealthAnswer;
import io.openluffy.application.SyncStatus;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.sync.ImageRules;
import io.openluffy.application.sync.SyncOptionRules;
import io.openluffy.application.sync.WaveRules;
import io.openluffy.git.CommitId;
import io.openluffy.kube.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** Writes {@code status} of an Application in Argo CD's shape. Pure. */
final class StatusJson {
  private final ObjectNode status;
  private final Instant now;

  StatusJson(Manifest resource, Instant now) {
    this(ApplicationResources.status(resource), now);
  }

  StatusJson(ObjectNode before, Instant now) {
    this.status = before.deepCopy();
    this.now = now;
  }

  ObjectNode json() {
    return status;
  }

  /** The comparison that came out. */
  StatusJson compared(ApplicationSpec spec, List<CommitId> revisions, Compared compared) {
    sync(spec, revisions, compared.status());
    health(compared.health());
    resources(spec, compared);
    summary(compared);
    return this;
  }

  /** There is no comparison, so nothing is known. */
  StatusJson unknown() {
    status.withObject("/sync").put("status", SyncStatus.UNKNOWN.text());
    health(HealthAnswer.of(Health.UNKNOWN));
    return this;
  }

  /** The cluster is known as it was; git is not. */
  StatusJson syncUnknown() {
    status.withObject("/sync").put("status", SyncStatus.UNKNOWN.text());
    if (!status.has("health")) {
      health(HealthAnswer.of(Health.UNKNOWN));
    }
    return this;
  }

  private void sync(ApplicationSpec spec, List<CommitId> revisions, SyncStatus sync) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("status", sync.text());
    if (spec.multiSource()) {
      var list = json.putArray("revisions");
      revisions.forEach(one -> list.add(one.hex()));
    } else {
      json.put("revision", revisions.getFirst().hex());
    }
    var comparedTo = json.putObject("comparedTo");
    for (var field : List.of("source", "sources", "destination", "ignoreDifferences")) {
      if (spec.json().has(field)) {
        comparedTo.set(field, spec.json().get(field).deepCopy());
      }
    }
    status.set("sync", json);
  }

  private void health(HealthAnswer health) {
    var before = status.path("health");
    var json = JsonNodeFactory.instance.objectNode();
    json.put("status", health.health().text());
    if (!health.message().isEmpty()) {
      json.put("message", health.message());
    }
    boolean same = before.path("status").asText().equals(health.health().text());
    var since = before.path("lastTransitionTime").asText("");
    json.put("lastTransitionTime", same && !since.isEmpty() ? since : now.toString());
    status.set("health", json);
  }

  private void resources(ApplicationSpec spec, Compared compared) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var state : compared.objects()) {
      if (!state.key().name().isEmpty() && !(state.hook() && state.live().isEmpty())) {
        list.add(resource(spec, state));
      }
    }
    status.set("resources", list);
  }

  private static ObjectNode resource(ApplicationSpec spec, ObjectState state) {
    var json = JsonNodeFactory.instance.objectNode();
    var key = state.key();
    if (!key.group().isEmpty()) {
      json.put("group", key.group());
    }
    json.put("version", state.object().gvk().version()).put("kind", key.kind());
    if (!key.namespace().isEmpty()) {
      json.put("namespace", key.namespace());
    }
    json.put("name", key.name());
    state.sync().ifPresent(sync -> json.put("status", sync.text()));
    state.health().ifPresent(health -> json.set("health", write(health)));
    if (state.hook()) {
      json.put("hook", true);
    }
    if (state.requiresPruning()) {
      json.put("requiresPruning", true);
    }
    if (SyncOptionRules.needsConfirmation(state.object(), spec.syncPolicy().syncOptions())) {
      json.put("requiresDeletionConfirmation", true);
    }
    int wave = WaveRules.of(state.object());
    if (wave != 0) {
      json.put("syncWave", wave);
    }
    return json;
  }

  private static ObjectNode write(HealthAnswer health) {
    var json = JsonNodeFactory.instance.objectNode().put("status", health.health().text());
    if (!health.message().isEmpty()) {
      json.put("message", health.message());
    }
    return json;
  }

  private void summary(Compared compared) {
    var images = new TreeSet<String>();
    compared
        .objects()
        .forEach(one -> one.live().ifPresent(live -> images.addAll(ImageRules.of(live))));
    var summary = JsonNodeFactory.instance.objectNode();
    if (!images.isEmpty()) {
      images.forEach(summary.putArray("images")::add);
    }
    status.set("summary", summary);
  }

  /** Conditions that are still there keep the time at which they appeared. */
  StatusJson conditions(List<ConditionView> conditions) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var one : conditions) {
      list.addObject()
          .put("type", one.type())
          .put("message", one.message())
          .put("lastTransitionTime", since(one));
    }
    if (list.isEmpty()) {
      status.remove("conditions");
    } else {
      status.set("conditions", list);
    }
    return this;
  }

  private String since(ConditionView condition) {
    for (var before : status.path("conditions")) {
      if (before.path("type").asText().equals(condition.type())
          && before.path("message").asText().equals(condition.message())) {
        return before.path("lastTransitionTime").asText();
      }
    }
    return condition.since().toString();
  }

  StatusJson operation(ObjectNode state) {
    status.set("operationState", state);
    return this;
  }

  /** The status with the revision that is there already, in place of a newer one. */
  ObjectNode atRevisionOf(JsonNode shown) {
    var other = status.deepCopy();
    if (other.get("sync") instanceof ObjectNode sync) {
      for (var field : List.of("revision", "revisions")) {
        sync.remove(field);
        var old = shown.path("sync").path(field);
        if (!old.isMissingNode()) {
          sync.set(field, old.deepCopy());
        }
      }
    }
    return other;
  }

  StatusJson reconciled() {
    status.put("reconciledAt", now.toString());
    return this;
  }

  /** Adds a completed sync to the history and answers its id. */
  long deployed(
      ApplicationSpec spec,
      JsonNode operation,
      List<String> revisions,
      Instant startedAt,
      int limit) {
    var history =
        status.get("history") instanceof ArrayNode there ? there : status.putArray("history");
    long id = history.isEmpty() ? 0 : history.get(history.size() - 1).path("id").asLong() + 1;
    var entry = history.addObject().put("id", id);
    if (spec.multiSource()) {
      revisions.forEach(entry.putArray("revisions")::add);
    } else {
      entry.put("revision", revisions.isEmpty() ? "" : revisions.getFirst());
    }
    for (var field : List.of("source", "sources")) {
      var own = operation.at("/sync/" + field);
      if (!own.isMissingNode()) {
        entry.set(field, own.deepCopy());
      } else if (spec.json().has(field)) {
        entry.set(field, spec.json().get(field).deepCopy());
      }
    }
    entry.put("deployStartedAt", startedAt.toString()).put("deployedAt", now.toString());
    entry.set(
        "initiatedBy",
        operation.path("initiatedBy").isObject()
            ? operation.path("initiatedBy").deepCopy()
            : JsonNodeFactory.instance.objectNode());
    while (history.size() > Math.max(1, limit)) {
      history.remove(0);
    }
    return id;
  }
}
