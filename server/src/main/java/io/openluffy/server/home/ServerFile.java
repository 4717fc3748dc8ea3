package io.openluffy.server.home;

import io.openluffy.kernel.store.Json;
import java.util.Optional;

/**
 * {@code server.json}: the addresses in use. The file is there while the server is ready.
 *
 * <p>Example: {@code {"pid":4711,"page":"http://localhost:8080","git":"http://localhost:8080/git/",
 * "registry":"localhost:8080","kubernetes":"https://127.0.0.1:6443","ingress":
 * "http://localhost:8081","kubeconfig":"/home/ana/.openluffy/kubeconfig"}}.
 */
public record ServerFile(
    long pid,
    String page,
    String git,
    String registry,
    Optional<String> kubernetes,
    Optional<String> ingress,
    Optional<String> kubeconfig) {
  private static final String NAME = "server.json";

  public void write(HomeFolder home) {
    home.writePrivately(NAME, Json.write(this) + "\n");
  }

  public static void remove(HomeFolder home) {
    home.remove(NAME);
  }
}
