package io.openluffy.server.real;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kernel.store.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** {@code luffy up} as a process of its own, which can be killed and started on the same home. */
final class RealServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final List<String> JVM =
      List.of(
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dfile.encoding=UTF-8");

  private static final List<String> ANY_PORTS =
      List.of("--port", "0", "--kube-port", "0", "--ingress-port", "0");

  private final Path home;
  private final List<String> arguments;
  private final Map<String, String> environment;
  private final Process process;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

  private RealServer(
      Path home, List<String> arguments, Map<String, String> environment, Process process) {
    this.home = home;
    this.arguments = arguments;
    this.environment = environment;
    this.process = process;
  }

  /** Starts it; the answer comes at once, the server later. */
  static RealServer launch(Path home, Map<String, String> environment, String... options) {
    var arguments = new ArrayList<>(List.of("up"));
    arguments.addAll(ANY_PORTS);
    arguments.addAll(List.of(options));
    return launch(home, environment, arguments);
  }

  /** {@code luffy demo}. */
  static RealServer demo(Path home, String... options) {
    var arguments = new ArrayList<>(List.of("demo"));
    arguments.addAll(ANY_PORTS);
    arguments.addAll(List.of(options));
    return launch(home, Map.of(), arguments);
  }

  /** With these arguments and no other but the home. */
  static RealServer launch(Path home, List<String> arguments) {
    return launch(home, Map.of(), arguments);
  }

  private static RealServer launch(
      Path home, Map<String, String> environment, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of("-cp", classPath(), "io.openluffy.server.Main"));
    command.addAll(arguments);
    command.addAll(List.of("--home", home.toString()));
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      var server = new RealServer(home, arguments, environment, builder.start());
      Thread.ofVirtual().name("listen").start(server::listen);
      Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroyForcibly));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RealServer start(Path home) {
    return launch(home, Map.of()).awaitReady();
  }

  /** The same again, on the same home. */
  RealServer again() {
    return launch(home, environment, arguments);
  }

  RealServer awaitReady() {
    try {
      if (ready.get(START.toSeconds(), TimeUnit.SECONDS)) {
        return this;
      }
      throw new AssertionError("the server ended:\n" + said() + log());
    } catch (TimeoutException e) {
      kill();
      throw new AssertionError("not ready within " + START + ":\n" + said() + log(), e);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits at most so long; a server that is still starting then is left to it. */
  boolean readyWithin(Duration limit) {
    try {
      return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void failIfEnded() {
    if (ready.isDone() && !ready.join()) {
      throw new AssertionError("the server ended:\n" + said() + log());
    }
  }

  private void listen() {
    try (var input =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = input.readLine(); line != null; line = input.readLine()) {
        lines.add(line);
        if (line.contains("OpenLuffy is ready")) {
          ready.complete(true);
        }
      }
    } catch (IOException e) {
      lines.add(e.toString());
    } finally {
      ready.complete(false);
    }
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    ended();
  }

  @Override
  public void close() {
    stop();
  }

  /** Ctrl-C. */
  void stop() {
    if (process.isAlive()) {
      process.toHandle().destroy(); // unlike that of the process it leaves what is said readable
      ended();
    }
  }

  private void ended() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the server did not stop:\n" + said() + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it has ended by itself. */
  int exitCode(Duration limit) {
    try {
      if (process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        ready.join();
        return process.exitValue();
      }
      kill();
      throw new AssertionError("it did not end within " + limit + ":\n" + said() + log());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  Path home() {
    return home;
  }

  /** What it told the terminal. */
  String said() {
    return String.join("\n", lines) + "\n";
  }

  String log() {
    var file = home.resolve("openluffy.log");
    return Files.exists(file) ? read(file) : "";
  }

  /** From {@code server.json}. */
  String address(String name) {
    return addresses().path(name).asText();
  }

  JsonNode addresses() {
    return Json.tree(read(home.resolve("server.json")));
  }

  Api api() {
    return new Api(address("page"));
  }

  Api admin() {
    return api().signIn("admin", read(home.resolve("admin-password")).strip());
  }

  /** Processes that have the home in their arguments, but for the server itself. */
  List<String> companions() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(one -> one.pid() != process.pid())
          .map(one -> Optional.of(one.pid() + " " + arguments(one.pid())))
          .flatMap(Optional::stream)
          .filter(line -> line.contains(home.toString()))
          .toList();
    }
  }

  /** What {@code ps} shows of a process; empty when it is gone. */
  static String arguments(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  /** Surefire starts with a small jar that names the others; it says here which they are. */
  private static String classPath() {
    return System.getProperty(
        "surefire.test.class.path", System.getProperty("java.class.path", ""));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
