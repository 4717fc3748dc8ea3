package io.openluffy.playground.api;

import io.openluffy.playground.Playground;
import io.openluffy.playground.PlaygroundSettings;
import io.openluffy.playground.api.logs.PodLogs;
import io.openluffy.playground.api.store.InMemoryObjectStorage;
import io.openluffy.playground.api.store.Trees;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Runs a bare API for trying things by hand: {@code RunPlayground <folder> <port>}. */
final class RunPlayground {
  private RunPlayground() {}

  public static void main(String[] arguments) throws Exception {
    var settings =
        new PlaygroundSettings(
            Path.of(arguments[0]),
            "127.0.0.1",
            Integer.parseInt(arguments[1]),
            Map.of("secret-token", "admin"),
            "secret-token");
    try (var playground =
        Playground.start(
            settings,
            new InMemoryObjectStorage(),
            PodLogs.SILENT,
            (client, catalog, ca) -> {
              for (var name : new String[] {"default", "kube-system"}) {
                var namespace = Trees.object().put("apiVersion", "v1").put("kind", "Namespace");
                namespace.putObject("metadata").put("name", name);
                client.create(namespace);
              }
              return () -> {};
            },
            InstantSource.system(),
            new SecureRandom())) {
      System.out.println(playground.kubeconfig());
      Thread.currentThread().join();
    }
  }
}
