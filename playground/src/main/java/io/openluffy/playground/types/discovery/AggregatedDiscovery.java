package io.openluffy.playground.types.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.GroupVersionKind;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.TypeCatalog;

/** Discovery in one document: all groups with all resources, {@code APIGroupDiscoveryList}. */
final class AggregatedDiscovery {
  private final TypeCatalog catalog;

  AggregatedDiscovery(TypeCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * @param core the core group alone, or all others
   * @param version of the document's own format: v2 or v2beta1
   */
  ObjectNode list(boolean core, String version) {
    var list =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", "APIGroupDiscoveryList")
            .put("apiVersion", "apidiscovery.k8s.io/" + version);
    list.putObject("metadata");
    var groups = list.putArray("items");
    catalog
        .groups()
        .forEach(
            (group, versions) -> {
              if (group.isEmpty() == core) {
                var node = groups.addObject();
                metadata(node, group);
                var inner = node.putArray("versions");
                versions.forEach(each -> version(inner, group, each));
              }
            });
    return list;
  }

  private static void metadata(ObjectNode node, String group) {
    var metadata = node.putObject("metadata");
    if (!group.isEmpty()) {
      metadata.put("name", group);
    }
  }

  private void version(ArrayNode versions, String group, String version) {
    var node = versions.addObject().put("version", version);
    var resources = node.putArray("resources");
    for (var type : catalog.all()) {
      if (type.group().equals(group) && type.version().equals(version)) {
        resource(resources.addObject(), type);
      }
    }
    node.put("freshness", "Current");
  }

  private static void resource(ObjectNode node, ResourceType type) {
    node.put("resource", type.plural());
    kind(node, type, type.gvk());
    node.put("scope", type.namespaced() ? "Namespaced" : "Cluster");
    node.put("singularResource", type.singular());
    LegacyDiscovery.strings(node, "verbs", type.verbs());
    if (!type.shortNames().isEmpty()) {
      LegacyDiscovery.strings(node, "shortNames", type.shortNames());
    }
    if (!type.categories().isEmpty()) {
      LegacyDiscovery.strings(node, "categories", type.categories());
    }
    if (!type.subresources().isEmpty()) {
      var parts = node.putArray("subresources");
      for (var part : type.subresources().values()) {
        var inner = parts.addObject().put("subresource", part.name());
        kind(inner, type, part.kind());
        LegacyDiscovery.strings(inner, "verbs", part.verbs());
      }
    }
  }

  /** Of a built-in kind, only a group and version that is another than the resource's is told. */
  private static void kind(ObjectNode node, ResourceType type, GroupVersionKind kind) {
    var isTold = type.custom() || !kind.apiVersion().equals(type.apiVersion());
    node.putObject("responseKind")
        .put("group", isTold ? kind.group() : "")
        .put("version", isTold ? kind.version() : "")
        .put("kind", kind.kind());
  }
}
