package io.openluffy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The program of {@code testing/controlplane}: etcd and the real servers of Kubernetes. */
final class ControlPlane implements AutoCloseable {
  private final Process process;
  private final Path kubeconfig;

  ControlPlane(Path program, Path folder) throws Exception {
    Files.createDirectories(folder);
    kubeconfig = folder.resolve("kubeconfig");
    process =
        new ProcessBuilder(
                program.toString(),
                "up",
                "--while-stdin",
                // A write is safe when it is answered, as it is with ours.
                "--durable",
                "--data",
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    Watch.until("the control plane", () -> Optional.of(kubeconfig).filter(Files::exists));
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  /** What etcd and the API server hold; the playground's process does more than these two. */
  double residentMebibytes() throws IOException {
    var sum = 0.0;
    for (var part : process.descendants().toList()) {
      var command = Files.readString(Path.of("/proc/" + part.pid() + "/cmdline"));
      if (command.contains("\0kube-apiserver\0") || command.contains("\0etcd\0")) {
        sum += ServerProcess.residentMebibytes(part.pid());
      }
    }
    return sum;
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
