package io.openluffy.playground.api.store;

/**
 * A collection of objects, whatever version it is asked for in: {@code deployments.apps}.
 *
 * @param group empty for the core group
 * @param resource the plural, such as {@code pods}
 */
public record GroupResource(String group, String resource) {
  public static GroupResource of(String group, String resource) {
    return new GroupResource(group, resource);
  }

  /** A collection of the core group, such as {@code pods}. */
  public static GroupResource core(String resource) {
    return new GroupResource("", resource);
  }

  /** Of {@code pods} or {@code deployments.apps}. */
  public static GroupResource parse(String text) {
    var dot = text.indexOf('.');
    return dot < 0 ? core(text) : of(text.substring(dot + 1), text.substring(0, dot));
  }

  /** As Kubernetes writes it in messages: {@code pods}, {@code deployments.apps}. */
  @Override
  public String toString() {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
