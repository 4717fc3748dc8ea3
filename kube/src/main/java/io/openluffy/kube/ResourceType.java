package io.openluffy.kube;

import java.util.Set;

/**
 * What a cluster says of a kind it serves.
 *
 * @param plural the name in the URL, such as {@code deployments}
 * @param preferred whether this is the version that the cluster prefers for the group
 */
public record ResourceType(
    GroupVersionKind gvk,
    String plural,
    boolean namespaced,
    Set<String> verbs,
    Set<String> subresources,
    boolean preferred) {
  public ResourceType {
    verbs = Set.copyOf(verbs);
    subresources = Set.copyOf(subresources);
  }

  public boolean watchable() {
    return verbs.contains("list") && verbs.contains("watch");
  }

  /** The path of the collection below the server's root, without a trailing slash. */
  public String path(String namespace) {
    var root = gvk.group().isEmpty() ? "/api/" + gvk.version() : "/apis/" + gvk.apiVersion();
    return root
        + (namespaced && !namespace.isEmpty() ? "/namespaces/" + namespace : "")
        + "/"
        + plural;
  }
}
