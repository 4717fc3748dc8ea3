package io.openluffy.playground.types;

/** Names a kind in one version of its group; the core group is the empty string. */
public record GroupVersionKind(String group, String version, String kind) {

  /** Reads {@code apiVersion} ("apps/v1", "v1") and {@code kind}. */
  public static GroupVersionKind of(String apiVersion, String kind) {
    var slash = apiVersion.indexOf('/');
    return slash < 0
        ? new GroupVersionKind("", apiVersion, kind)
        : new GroupVersionKind(
            apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
  }

  /** As objects write it: {@code apps/v1}, or {@code v1} for the core group. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
