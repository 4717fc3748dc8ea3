package io.openluffy.server.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's docker-registry, as the peer of ours. */
final class DockerRegistry implements AutoCloseable {
  static final String VARIABLE = "OPENLUFFY_TEST_DOCKER_REGISTRY";

  private final Process process;
  private final int port;

  private DockerRegistry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Optional<Path> program() {
    var named = System.getenv(VARIABLE);
    return Optional.of(
            Path.of(named == null || named.isEmpty() ? "/usr/bin/docker-registry" : named))
        .filter(Files::isExecutable);
  }

  static DockerRegistry start(Path program, Path folder) {
    try {
      Files.createDirectories(folder);
      var port = freePort();
      var settings = folder.resolve("settings.yml");
      Files.writeString(
          settings,
          """
          version: 0.1
          log: {level: error, accesslog: {disabled: true}}
          storage:
            filesystem: {rootdirectory: %s}
            delete: {enabled: true}
            cache: {blobdescriptor: inmemory}
          http: {addr: "127.0.0.1:%d"}
          """
              .formatted(folder.resolve("data"), port));
      var process =
          new ProcessBuilder(program.toString(), "serve", settings.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      var registry = new DockerRegistry(process, port);
      io.openluffy.ground.Patience.until("docker-registry answers", registry::answers);
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("docker-registry ended with " + process.exitValue());
    }
    try {
      return site().get("/v2/").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  RegistrySite site() {
    return new RegistrySite("127.0.0.1:" + port, "", "");
  }

  long pid() {
    return process.pid();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
