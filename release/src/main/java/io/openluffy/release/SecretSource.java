package io.openluffy.release;

/** Where a secret's value is read from, each time it is rendered. */
public sealed interface SecretSource {
  /** The sealed store, scope {@code project/<name>}. */
  record Store(String name) implements SecretSource {}

  record KubernetesSecret(String namespace, String name, String key) implements SecretSource {}

  record EnvironmentVariable(String name) implements SecretSource {}

  /**
   * @param path absolute, on the server
   */
  record File(String path) implements SecretSource {}
}
