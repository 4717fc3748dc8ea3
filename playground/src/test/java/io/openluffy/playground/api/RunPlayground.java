package io.openluffy.playground.api;

import io.openluffy.playground.Playground;
import io.openluffy.playground.PlaygroundSettings;
import io.openluffy.playground.api.store.InMemoryObjectStorage;
import io.openluffy.playground.registry.Images;
import io.openluffy.playground.registry.RegistryFiles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Runs a playground for trying things by hand: {@code RunPlayground <folder> <port>}. */
final class RunPlayground {
  private RunPlayground() {}

  public static void main(String[] arguments) throws Exception {
    var home = Path.of(arguments[0]);
    var settings =
        new PlaygroundSettings(
            home,
            "127.0.0.1",
            Integer.parseInt(arguments[1]),
            0,
            Map.of("secret-token", "admin"),
            "secret-token");
    var clock = InstantSource.system();
    var files = RegistryFiles.open(home.resolve("registry"), clock);
    try (var playground =
        Playground.start(
            settings,
            new InMemoryObjectStorage(),
            new Images(files, "registry.localhost"::equals),
            clock,
            new SecureRandom())) {
      System.out.println(playground.kubeconfig());
      Thread.currentThread().join();
    }
  }
}
