package io.openluffy.playground.types;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One resource in one version: how it is named, what may be done with it, and what it consists of.
 *
 * @param storageGroup with {@code plural}, what objects are kept under; differs from {@code group}
 *     only where two groups show the same objects ({@code events.k8s.io} shows core events)
 * @param storageVersion the version of {@code storageGroup} that objects are kept in
 * @param customSchema of a custom resource: its CRD's {@code openAPIV3Schema} of this version
 */
public record ResourceType(
    String group,
    String version,
    String plural,
    String singular,
    String kind,
    String listKind,
    boolean namespaced,
    List<String> shortNames,
    List<String> categories,
    List<String> verbs,
    Map<String, Subresource> subresources,
    List<Column> columns,
    Schema schema,
    String storageGroup,
    String storageVersion,
    boolean custom,
    Optional<JsonNode> customSchema) {

  public ResourceType {
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
    verbs = List.copyOf(verbs);
    columns = List.copyOf(columns);
  }

  public GroupVersionKind gvk() {
    return new GroupVersionKind(group, version, kind);
  }

  /** {@code apps/v1}, or {@code v1} for the core group. */
  public String apiVersion() {
    return gvk().apiVersion();
  }

  /** As errors name it: {@code deployments.apps}, or {@code pods} for the core group. */
  public String qualifiedName() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  public boolean allows(String verb) {
    return verbs.contains(verb);
  }

  public Optional<Subresource> subresource(String name) {
    return Optional.ofNullable(subresources.get(name));
  }

  /** True when writing the main resource leaves {@code status} alone. */
  public boolean hasStatus() {
    return subresources.containsKey("status");
  }
}
