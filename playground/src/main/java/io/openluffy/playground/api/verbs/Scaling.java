package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The scale of an object: how many replicas it wants and has, whatever its kind calls them. */
final class Scaling {
  private final Updating updating;

  Scaling(Updating updating) {
    this.updating = updating;
  }

  /** The {@code autoscaling/v1 Scale} of an object. */
  static ObjectNode scale(Target target, ObjectNode object) {
    var scale = Trees.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    var metadata = scale.putObject("metadata");
    for (var field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      if (object.path("metadata").has(field)) {
        metadata.set(field, object.path("metadata").get(field));
      }
    }
    scale.putObject("spec");
    var wanted = at(object, path(target, "specReplicasPath", ".spec.replicas"));
    if (wanted.asInt() != 0) {
      scale.withObjectProperty("spec").set("replicas", wanted);
    }
    var status = scale.putObject("status");
    status.put(
        "replicas", at(object, path(target, "statusReplicasPath", ".status.replicas")).asInt());
    var selector = selector(target, object);
    if (!selector.isEmpty()) {
      status.put("selector", selector);
    }
    return scale;
  }

  Written replace(Target target, ObjectNode body, WriteOptions how) {
    VerbErrors.checkName(target, body);
    return shown(target, updating.change(target, live -> scaled(target, live, body), how, false));
  }

  Written patch(Target target, Patch patch, WriteOptions how) {
    var schema = target.type().subresource("scale").orElseThrow().schema();
    return shown(
        target,
        updating.change(
            target,
            live -> scaled(target, live, patched(schema, patch, scale(target, live), how)),
            how,
            false));
  }

  private static ObjectNode patched(
      Schema schema, Patch patch, ObjectNode scale, WriteOptions how) {
    var changed = patch.applyTo(schema, scale);
    return Bodies.decode(
        schema,
        changed,
        patch.duplicates(),
        how,
        reason -> PatchRefusal.of(patch, changed, reason));
  }

  /** What applying a scale applies to the object: its number of replicas. */
  static ObjectNode applied(Target target, Patch patch) {
    var path = path(target, "specReplicasPath", ".spec.replicas");
    var named =
        Trees.object()
            .put("apiVersion", target.type().apiVersion())
            .put("kind", target.type().kind());
    return with(named, path, patch.object().path("spec").path("replicas"));
  }

  static Written shown(Target target, Written written) {
    return new Written(scale(target, written.object()), false, written.version());
  }

  private static ObjectNode scaled(Target target, ObjectNode live, ObjectNode scale) {
    var replicas = scale.path("spec").path("replicas");
    if (replicas.isNumber() && replicas.asInt() < 0) {
      var message =
          "Invalid value: %d: must be greater than or equal to 0".formatted(replicas.asInt());
      throw VerbErrors.invalid(
          "autoscaling",
          "Scale",
          target.name(),
          "spec.replicas: " + message,
          List.of(new Cause("FieldValueInvalid", message, "spec.replicas")));
    }
    var path = path(target, "specReplicasPath", ".spec.replicas");
    var changed = with(live, path, replicas.isNumber() ? replicas : Trees.object().numberNode(0));
    var metadata = Trees.shallow(Trees.child(changed, "metadata"));
    for (var field : List.of("uid", "resourceVersion")) {
      var sent = scale.path("metadata").path(field).asText();
      if (!sent.isEmpty()) {
        metadata.put(field, sent);
      }
    }
    return Trees.with(changed, "metadata", metadata);
  }

  private static ObjectNode with(ObjectNode object, List<String> path, JsonNode value) {
    var first = path.getFirst();
    return Trees.with(
        object,
        first,
        path.size() == 1
            ? value
            : with(Trees.child(object, first), path.subList(1, path.size()), value));
  }

  private static JsonNode at(JsonNode object, List<String> path) {
    var found = object;
    for (var name : path) {
      found = found.path(name);
    }
    return found;
  }

  private static List<String> path(Target target, String field, String usual) {
    var text =
        facts(target)
            .map(facts -> facts.path(field).asText())
            .orElse(usual)
            .replaceFirst("^\\.", "");
    return Arrays.stream(text.split("\\.")).filter(part -> !part.isEmpty()).toList();
  }

  private static Optional<JsonNode> facts(Target target) {
    return target.type().subresource("scale").flatMap(s -> s.scale());
  }

  private static String selector(Target target, ObjectNode object) {
    var facts = facts(target);
    if (facts.isPresent()) {
      return facts.get().has("labelSelectorPath")
          ? at(object, path(target, "labelSelectorPath", "")).asText()
          : "";
    }
    return text(object.path("spec").path("selector"));
  }

  /** A selector of an object as queries write it. */
  static String text(JsonNode selector) {
    var terms = new ArrayList<String>();
    var labels = selector.has("matchLabels") ? selector.path("matchLabels") : selector;
    labels
        .properties()
        .forEach(
            e -> {
              if (e.getValue().isTextual()) {
                terms.add(e.getKey() + "=" + e.getValue().asText());
              }
            });
    terms.sort(null);
    selector.path("matchExpressions").forEach(e -> terms.add(expression(e)));
    return String.join(",", terms);
  }

  private static String expression(JsonNode expression) {
    var key = expression.path("key").asText();
    var values = new ArrayList<String>();
    expression.path("values").forEach(v -> values.add(v.asText()));
    return switch (expression.path("operator").asText()) {
      case "In" -> key + " in (" + String.join(",", values) + ")";
      case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
      case "DoesNotExist" -> "!" + key;
      default -> key;
    };
  }
}
