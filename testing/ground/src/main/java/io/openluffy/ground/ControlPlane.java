package io.openluffy.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The program of {@code testing/controlplane}: etcd and the real servers of Kubernetes. */
final class ControlPlane implements AutoCloseable {
  /** A build from nothing takes its time; {@code ./verify} begins it before the first test. */
  private static final Duration BUILDING = Duration.ofMinutes(12);

  private static final Duration STARTING = Duration.ofMinutes(4);
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path folder;
  private final Process process;

  private ControlPlane(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Waits for the program while it is being built; the answer is why there is none. */
  static Optional<String> absent(Path program) {
    var failed = program.resolveSibling(program.getFileName() + ".failed");
    var end = System.nanoTime() + BUILDING.toNanos();
    while (!Files.isExecutable(program)) {
      if (Files.exists(failed)) {
        return Optional.of(read(failed).strip());
      }
      if (System.nanoTime() > end) {
        return Optional.of("testing/controlplane was not built in time");
      }
      LockSupport.parkNanos(STEP);
    }
    return Optional.empty();
  }

  static ControlPlane start(Path program) {
    try {
      var folder = Files.createTempDirectory("control-plane");
      // It ends with its standard input, so a test process that is killed leaves nothing behind.
      var process =
          new ProcessBuilder(
                  List.of(program.toString(), "up", "--while-stdin", "--data", folder.toString()))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("up.log").toFile())
              .start();
      return new ControlPlane(folder, process).awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ControlPlane awaitReady() {
    Patience.until(
        "the control plane is ready",
        STARTING,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("the control plane ended:\n" + read(folder.resolve("up.log")));
          }
          return Optional.of(kubeconfig()).filter(Files::exists);
        },
        () -> ":\n" + read(folder.resolve("up.log")));
    return this;
  }

  /** It is written when the control plane is ready. */
  Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    delete();
  }

  private void delete() {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
