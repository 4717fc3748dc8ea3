package io.openluffy.kube;

/**
 * Which object in a cluster, whatever version it is read in.
 *
 * @param group empty for the core kinds
 * @param namespace empty for kinds of cluster scope
 */
public record ResourceKey(String group, String kind, String namespace, String name)
    implements Comparable<ResourceKey> {

  public ResourceKey withNamespace(String other) {
    return new ResourceKey(group, kind, other, name);
  }

  /** {@code group/Kind/name}, as messages of a sync write it; {@code /Pod/web} for core kinds. */
  public String groupKindName() {
    return group + "/" + kind + "/" + name;
  }

  @Override
  public int compareTo(ResourceKey other) {
    return toString().compareTo(other.toString());
  }

  /** {@code group/Kind/namespace/name}. */
  @Override
  public String toString() {
    return group + "/" + kind + "/" + namespace + "/" + name;
  }
}
