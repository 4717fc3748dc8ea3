package io.openluffy.application.render;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Real tools that tests compare with, if this machine has them. */
final class Tools {
  private Tools() {}

  static Optional<Path> helm() {
    return named("OPENLUFFY_TEST_HELM", "helm");
  }

  static Optional<Path> kubectl() {
    return named("OPENLUFFY_TEST_KUBECTL", "kubectl");
  }

  private static Optional<Path> named(String variable, String name) {
    var said =
        System.getProperty(variable, Optional.ofNullable(System.getenv(variable)).orElse(""));
    return said.isEmpty()
        ? RenderSettings.find(name, List.of(Path.of("/usr/local/bin"), Path.of("/usr/bin")))
        : Optional.of(Path.of(said));
  }

  /** The folder with the charts and cases that are shared between projects. */
  static Optional<Path> shared() {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      var shared = at.resolve("shared");
      if (shared.resolve("conformance").toFile().isDirectory()) {
        return Optional.of(shared);
      }
    }
    return Optional.empty();
  }
}
