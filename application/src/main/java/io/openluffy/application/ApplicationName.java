package io.openluffy.application;

/** Which Application: the namespace and name of its custom resource. */
public record ApplicationName(String namespace, String name)
    implements Comparable<ApplicationName> {
  /** Where Application resources live unless configured otherwise. */
  public static final String NAMESPACE = "argocd";

  public ApplicationName {
    if (namespace.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("An application has a namespace and a name");
    }
  }

  public static ApplicationName of(String name) {
    return new ApplicationName(NAMESPACE, name);
  }

  /** Reads {@code argocd/web}, or {@code web} in the usual namespace. */
  public static ApplicationName parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? of(text)
        : new ApplicationName(text.substring(0, slash), text.substring(slash + 1));
  }

  /** How tracking ids name it: {@code name}, or {@code namespace_name} outside the usual one. */
  public String instance() {
    return namespace.equals(NAMESPACE) ? name : namespace + "_" + name;
  }

  @Override
  public int compareTo(ApplicationName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
