package io.openluffy.server.real;

import io.openluffy.playground.Playground;
import io.openluffy.playground.PlaygroundSettings;
import io.openluffy.playground.api.store.InMemoryObjectStorage;
import io.openluffy.playground.registry.Images;
import io.openluffy.playground.registry.RegistryFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The client against the playground, over TLS as against any other. */
final class ClusterOnPlaygroundTest extends ClusterContract {
  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  @Override
  void connect() {
    try {
      var clock = InstantSource.system();
      var files = RegistryFiles.open(home.resolve("registry"), clock);
      playground =
          Playground.start(
              new PlaygroundSettings(home, "127.0.0.1", 0, 0, Map.of("t0ken", "admin"), "t0ken"),
              new InMemoryObjectStorage(),
              new Images(files, "registry.localhost"::equals),
              clock,
              new SecureRandom());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    super.connect();
  }

  @AfterEach
  void stop() {
    playground.close();
  }

  @Override
  Path kubeconfig() {
    return playground.kubeconfig();
  }

  @Override
  String freshNamespace() {
    return "default";
  }
}
