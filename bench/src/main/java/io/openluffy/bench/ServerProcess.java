package io.openluffy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server as a user starts it: {@code ./luffy up} on free ports and a home of its own. */
final class ServerProcess implements AutoCloseable {
  private final Path launcher;
  private final Path home;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Process process;

  ServerProcess(Path launcher, Path home) {
    this.launcher = launcher;
    this.home = home;
  }

  /**
   * Starts it and waits for the first answer of {@code /readyz}; the answer is how long it took.
   */
  double start(String command) throws Exception {
    var watch = new Watch();
    var builder =
        new ProcessBuilder(
            launcher.toString(),
            command,
            "--home",
            home.toString(),
            "--port",
            "0",
            "--kube-port",
            "0",
            "--ingress-port",
            "0");
    builder.environment().put("LUFFY_BUILD", "never");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolveSibling("out").toFile()));
    process = builder.start();
    Watch.until("the server", this::ready);
    return watch.millis();
  }

  private Optional<Integer> ready() throws IOException, InterruptedException {
    if (!Files.exists(home.resolve("server.json"))) {
      if (!running().isAlive()) {
        var said = Files.readString(home.resolveSibling("out"));
        throw new IllegalStateException("The server did not start: " + said);
      }
      return Optional.empty();
    }
    var request = HttpRequest.newBuilder(URI.create(page() + "/readyz")).build();
    var answer = http.send(request, BodyHandlers.discarding());
    return Optional.of(answer.statusCode()).filter(status -> status == 200);
  }

  JsonNode addresses() {
    try {
      return new ObjectMapper().readTree(home.resolve("server.json").toFile());
    } catch (IOException e) {
      throw new IllegalStateException("server.json can't be read", e);
    }
  }

  String page() {
    return addresses().path("page").asText();
  }

  String ingress() {
    return addresses().path("ingress").asText();
  }

  Path home() {
    return home;
  }

  String password() throws IOException {
    return Files.readString(home.resolve("admin-password")).strip();
  }

  double residentMebibytes() throws IOException {
    return residentMebibytes(addresses().path("pid").asLong());
  }

  static double residentMebibytes(long pid) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IllegalStateException("The system does not tell the memory of a process");
  }

  double stop() throws InterruptedException {
    var watch = new Watch();
    running().destroy();
    if (!running().waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The server does not stop");
    }
    return watch.millis();
  }

  /** As a power cut does. */
  void kill() throws IOException, InterruptedException {
    ProcessHandle.of(addresses().path("pid").asLong()).ifPresent(ProcessHandle::destroyForcibly);
    running().destroyForcibly().waitFor();
    // It tells of a server that is no more.
    Files.deleteIfExists(home.resolve("server.json"));
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("The server was not started");
    }
    return process;
  }

  @Override
  public void close() {
    try {
      if (process != null && process.isAlive()) {
        stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
