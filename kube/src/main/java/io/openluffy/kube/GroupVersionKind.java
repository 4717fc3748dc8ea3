package io.openluffy.kube;

/**
 * The name of a kind in one of its versions, such as {@code apps/v1 Deployment}.
 *
 * @param group empty for the core kinds
 */
public record GroupVersionKind(String group, String version, String kind)
    implements Comparable<GroupVersionKind> {

  /** Reads {@code apps/v1} and {@code v1} alike. */
  public static GroupVersionKind of(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    return slash < 0
        ? new GroupVersionKind("", apiVersion, kind)
        : new GroupVersionKind(
            apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
  }

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** {@code group/Kind}, the way Argo CD writes kinds; {@code /Pod} for the core kinds. */
  public String groupKind() {
    return group + "/" + kind;
  }

  public ResourceKey key(String namespace, String name) {
    return new ResourceKey(group, kind, namespace, name);
  }

  @Override
  public int compareTo(GroupVersionKind other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return apiVersion() + " " + kind;
  }
}
