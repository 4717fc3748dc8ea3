package io.openluffy.playground.api.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.TypeCatalog;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** What a CRD's status says: whether its names are free, and whether its kind is served. */
final class CrdStatus {
  private final TypeCatalog catalog;
  private final InstantSource clock;

  CrdStatus(TypeCatalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /** Why the names cannot be had: somebody else in the group has one of them. */
  Optional<String> conflict(ObjectNode crd) {
    var group = crd.path("spec").path("group").asText();
    var names = crd.path("spec").path("names");
    var plural = names.path("plural").asText();
    return catalog.all().stream()
        .filter(type -> type.group().equals(group) && !type.plural().equals(plural))
        .filter(type -> type.kind().equals(names.path("kind").asText()))
        .findFirst()
        .map(type -> "\"" + type.kind() + "\" is already in use");
  }

  ObjectNode accepted(ObjectNode crd) {
    var conflict = conflict(crd);
    var status = Trees.child(crd, "status").deepCopy();
    if (conflict.isEmpty()) {
      status.set("acceptedNames", names(crd));
      condition(status, "NamesAccepted", "True", "NoConflicts", "no conflicts found");
      condition(
          status,
          "Established",
          "True",
          "InitialNamesAccepted",
          "the initial names have been accepted");
    } else {
      condition(status, "NamesAccepted", "False", "KindConflict", conflict.get());
      condition(status, "Established", "False", "NotAccepted", "not all names are accepted");
    }
    var stored = status.withArrayProperty("storedVersions");
    for (var version : crd.path("spec").path("versions")) {
      var name = version.path("name").asText();
      if (version.path("storage").asBoolean()
          && stored.valueStream().noneMatch(v -> v.asText().equals(name))) {
        stored.add(name);
      }
    }
    return Trees.with(crd, "status", status);
  }

  ObjectNode terminating(ObjectNode crd) {
    var status = Trees.child(crd, "status").deepCopy();
    condition(
        status,
        "Terminating",
        "True",
        "InstanceDeletionInProgress",
        "CustomResource deletion is in progress");
    return Trees.with(crd, "status", status);
  }

  /** The names with those filled in that follow from the kind. */
  private static ObjectNode names(ObjectNode crd) {
    var asked = crd.path("spec").path("names");
    var names = Trees.object();
    asked.properties().forEach(e -> names.set(e.getKey(), e.getValue()));
    var kind = asked.path("kind").asText();
    if (!names.has("singular")) {
      names.put("singular", kind.toLowerCase(Locale.ROOT));
    }
    if (!names.has("listKind")) {
      names.put("listKind", kind + "List");
    }
    return names;
  }

  private void condition(
      ObjectNode status, String type, String value, String reason, String message) {
    var conditions = status.withArrayProperty("conditions");
    for (JsonNode condition : conditions) {
      if (condition.path("type").asText().equals(type) && condition instanceof ObjectNode known) {
        if (!known.path("status").asText().equals(value)) {
          known.put("status", value).put("lastTransitionTime", now());
        }
        known.put("reason", reason).put("message", message);
        return;
      }
    }
    conditions
        .addObject()
        .put("lastTransitionTime", now())
        .put("message", message)
        .put("reason", reason)
        .put("status", value)
        .put("type", type);
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
