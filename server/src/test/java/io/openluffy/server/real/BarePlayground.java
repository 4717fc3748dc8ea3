package io.openluffy.server.real;

import io.openluffy.playground.Playground;
import io.openluffy.playground.PlaygroundSettings;
import io.openluffy.playground.api.store.InMemoryObjectStorage;
import io.openluffy.playground.registry.Images;
import io.openluffy.playground.registry.RegistryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Starts a playground without a server around it. */
public final class BarePlayground {
  private BarePlayground() {}

  public static Playground in(Path home) {
    try {
      var clock = InstantSource.system();
      var files = RegistryFiles.open(home.resolve("registry"), clock);
      return Playground.start(
          new PlaygroundSettings(home, "127.0.0.1", 0, 0, Map.of("t0ken", "admin"), "t0ken"),
          new InMemoryObjectStorage(),
          new Images(files, "registry.localhost"::equals),
          clock,
          new SecureRandom());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
