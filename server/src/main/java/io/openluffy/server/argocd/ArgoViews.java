package io.openluffy.server.argocd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.openluffy.application.ObjectDiff;
import io.openluffy.application.ResourceNode;
import io.openluffy.application.ResourceTree;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objects of an application in the JSON of Argo CD's tree and diff. */
final class ArgoViews {
  /** What is kept with fractions of a second, and Argo CD has in whole ones. */
  private static final Set<String> TIMES =
      Set.of(
          "reconciledAt",
          "observedAt",
          "startedAt",
          "finishedAt",
          "deployStartedAt",
          "deployedAt",
          "lastTransitionTime");

  private ArgoViews() {}

  /** The resource without the book-keeping of the API server. */
  static JsonNode application(Manifest application) {
    var json = application.json();
    json.withObject("/metadata").remove("managedFields");
    inSeconds(json.path("status"));
    return json;
  }

  private static void inSeconds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (var field : object.properties()) {
        if (TIMES.contains(field.getKey())) {
          field.setValue(TextNode.valueOf(second(field.getValue().asText())));
        } else {
          inSeconds(field.getValue());
        }
      }
    } else {
      node.forEach(ArgoViews::inSeconds);
    }
  }

  private static String second(String instant) {
    try {
      return Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeParseException e) {
      return instant;
    }
  }

  /**
   * {@code ResourceDiff} of Argo CD. A side that is not there reads {@code null}, as text.
   *
   * <p>Example: {@code {"group":"apps","kind":"Deployment","namespace":"x","name":"web",
   * "targetState":"{…}","liveState":"{…}","predictedLiveState":"{…}","modified":true,"hook":false}}.
   */
  static Map<String, Object> managed(ObjectDiff diff) {
    var item = key(diff.key());
    var live = text(diff.live());
    var predicted = text(diff.predicted());
    item.put("targetState", predicted);
    item.put("liveState", live);
    item.put("normalizedLiveState", live);
    item.put("predictedLiveState", predicted);
    item.put("modified", diff.modified());
    item.put("hook", diff.hook());
    return item;
  }

  /** The {@code nodes} of Argo CD's {@code ApplicationTree}. */
  static List<Map<String, Object>> nodes(ResourceTree tree) {
    var uids = new HashMap<ResourceKey, String>();
    tree.nodes().forEach(node -> uids.put(node.key(), node.uid()));
    return tree.nodes().stream().map(node -> node(node, uids)).toList();
  }

  /** {@code ResourceNode} of Argo CD. */
  private static Map<String, Object> node(ResourceNode node, Map<ResourceKey, String> uids) {
    var item = key(node.key());
    item.put("version", node.version());
    item.put("uid", node.uid());
    item.put("parentRefs", node.parents().stream().map(parent -> parent(parent, uids)).toList());
    node.health()
        .ifPresent(
            health ->
                item.put(
                    "health",
                    Map.of("status", health.health().text(), "message", health.message())));
    item.put(
        "info",
        node.info().entrySet().stream()
            .map(one -> Map.of("name", one.getKey(), "value", one.getValue()))
            .toList());
    item.put("images", node.images());
    node.createdAt().ifPresent(at -> item.put("createdAt", at));
    return item;
  }

  private static Map<String, Object> parent(ResourceKey parent, Map<ResourceKey, String> uids) {
    var item = key(parent);
    Optional.ofNullable(uids.get(parent)).ifPresent(uid -> item.put("uid", uid));
    return item;
  }

  private static Map<String, Object> key(ResourceKey key) {
    var item = new LinkedHashMap<String, Object>();
    item.put("group", key.group());
    item.put("kind", key.kind());
    item.put("namespace", key.namespace());
    item.put("name", key.name());
    return item;
  }

  private static String text(Optional<Manifest> state) {
    return state.map(one -> one.view().toString()).orElse("null");
  }
}
