package io.openluffy.server.argocd;

import io.openluffy.application.ObjectDiff;
import io.openluffy.application.ResourceNode;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Objects of an application in the JSON of Argo CD's tree and diff. */
final class ArgoViews {
  private ArgoViews() {}

  /**
   * {@code ResourceDiff} of Argo CD. A side that is not there reads {@code null}, as text.
   *
   * <p>Example: {@code {"group":"apps","kind":"Deployment","namespace":"x","name":"web",
   * "targetState":"{…}","liveState":"{…}","predictedLiveState":"{…}","modified":true,"hook":false}}.
   */
  static Map<String, Object> managed(ObjectDiff diff) {
    var item = new LinkedHashMap<String, Object>(key(diff.key()));
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

  /** {@code ResourceNode} of Argo CD. */
  static Map<String, Object> node(ResourceNode node) {
    var item = new LinkedHashMap<String, Object>(key(node.key()));
    item.put("version", node.version());
    item.put("uid", node.uid());
    item.put("parentRefs", node.parents().stream().map(ArgoViews::key).toList());
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
