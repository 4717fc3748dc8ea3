package io.openluffy.playground.types.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.Subresource;
import io.openluffy.playground.types.TypeCatalog;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The discovery documents per group and version: APIVersions, APIGroupList, APIResourceList. */
final class LegacyDiscovery {
  private final TypeCatalog catalog;

  LegacyDiscovery(TypeCatalog catalog) {
    this.catalog = catalog;
  }

  ObjectNode coreVersions() {
    var versions = object().put("kind", "APIVersions");
    catalog.groups().getOrDefault("", List.of()).forEach(versions.putArray("versions")::add);
    versions
        .putArray("serverAddressByClientCIDRs")
        .addObject()
        .put("clientCIDR", "0.0.0.0/0")
        .put("serverAddress", "127.0.0.1");
    return versions;
  }

  ObjectNode groups() {
    var list = object().put("kind", "APIGroupList").put("apiVersion", "v1");
    var groups = list.putArray("groups");
    catalog
        .groups()
        .forEach(
            (name, versions) -> {
              if (!name.isEmpty()) {
                fill(groups.addObject(), name, versions);
              }
            });
    return list;
  }

  Optional<ObjectNode> group(String name) {
    return Optional.ofNullable(catalog.groups().get(name))
        .filter(versions -> !name.isEmpty())
        .map(
            versions ->
                fill(object().put("kind", "APIGroup").put("apiVersion", "v1"), name, versions));
  }

  Optional<ObjectNode> resources(String group, String version) {
    if (!catalog.groups().getOrDefault(group, List.of()).contains(version)) {
      return Optional.empty();
    }
    var list = object().put("kind", "APIResourceList");
    if (!group.isEmpty()) {
      list.put("apiVersion", "v1");
    }
    list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    var resources = list.putArray("resources");
    for (var type : catalog.all()) {
      if (type.group().equals(group) && type.version().equals(version)) {
        add(resources, type);
      }
    }
    return Optional.of(list);
  }

  private static void add(ArrayNode resources, ResourceType type) {
    var main =
        resources
            .addObject()
            .put("name", type.plural())
            .put("singularName", type.singular())
            .put("namespaced", type.namespaced())
            .put("kind", type.kind());
    strings(main, "verbs", type.verbs());
    if (!type.shortNames().isEmpty()) {
      strings(main, "shortNames", type.shortNames());
    }
    if (!type.categories().isEmpty()) {
      strings(main, "categories", type.categories());
    }
    type.subresources().values().forEach(part -> add(resources, type, part));
  }

  private static void add(ArrayNode resources, ResourceType type, Subresource part) {
    var node =
        resources
            .addObject()
            .put("name", type.plural() + "/" + part.name())
            .put("singularName", "")
            .put("namespaced", type.namespaced());
    if (!part.kind().apiVersion().equals(type.apiVersion())) {
      node.put("group", part.kind().group()).put("version", part.kind().version());
    }
    strings(node.put("kind", part.kind().kind()), "verbs", part.verbs());
  }

  private static ObjectNode fill(ObjectNode group, String name, List<String> versions) {
    group.put("name", name);
    var all = group.putArray("versions");
    versions.forEach(version -> groupVersion(all.addObject(), name, version));
    groupVersion(group.putObject("preferredVersion"), name, versions.getFirst());
    return group;
  }

  private static void groupVersion(ObjectNode node, String group, String version) {
    node.put("groupVersion", group + "/" + version).put("version", version);
  }

  static void strings(ObjectNode node, String field, Collection<String> values) {
    var array = node.putArray(field);
    values.forEach(array::add);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
