package io.openluffy.playground;

import io.openluffy.playground.api.store.InMemoryObjectStorage;
import io.openluffy.playground.api.store.ObjectStorage;
import io.openluffy.playground.registry.Images;
import io.openluffy.playground.registry.RegistryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Starts playgrounds for tests: one user, ann, and no images in the registry. */
public final class FreshPlayground {
  public static final String TOKEN = "t0ken";

  private FreshPlayground() {}

  /** An empty one, on free ports. */
  public static Playground in(Path home) {
    return in(home, new InMemoryObjectStorage(), 0, 0);
  }

  public static Playground in(Path home, ObjectStorage storage, int kubePort, int ingressPort) {
    try {
      var clock = InstantSource.system();
      var files = RegistryFiles.open(home.resolve("registry"), clock);
      return Playground.start(
          new PlaygroundSettings(
              home, "127.0.0.1", kubePort, ingressPort, Map.of(TOKEN, "ann"), TOKEN),
          storage,
          new Images(files, "registry.localhost"::equals),
          clock,
          new SecureRandom());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
