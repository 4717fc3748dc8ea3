package io.openluffy.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.playground.api.store.InMemoryObjectStorage;
import io.openluffy.playground.registry.Images;
import io.openluffy.playground.registry.RegistryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A playground and the real kubectl (or helm) beside it; skips the test where there is none. */
final class RealKubectl implements AutoCloseable {
  record Result(int code, String text) {}

  private final String program;
  private final Path home;
  private final Playground playground;
  private final Map<String, String> environment = new HashMap<>();

  private RealKubectl(String program, Path home, Playground playground) {
    this.program = program;
    this.home = home;
    this.playground = playground;
  }

  static RealKubectl start(Path home) throws IOException {
    return start("kubectl", home, "version", "--client");
  }

  static RealKubectl helm(Path home) throws IOException {
    return start("helm", home, "version");
  }

  private static RealKubectl start(String program, Path home, String... version)
      throws IOException {
    Assumptions.assumeTrue(isThere(program, version), program + " is not on the PATH");
    var clock = InstantSource.system();
    var files = RegistryFiles.open(home.resolve("registry"), clock.instant());
    var playground =
        Playground.start(
            new PlaygroundSettings(home, "127.0.0.1", 0, 0, Map.of("t0k3n", "ann"), "t0k3n"),
            new InMemoryObjectStorage(),
            new Images(files, "registry.localhost"::equals),
            clock,
            new SecureRandom());
    return new RealKubectl(program, home, playground);
  }

  private static boolean isThere(String program, String... version) {
    var command = new ArrayList<>(List.of(program));
    command.addAll(List.of(version));
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  Playground playground() {
    return playground;
  }

  RealKubectl with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** What kubectl says, whatever its exit code. */
  Result ask(String input, String... arguments) throws Exception {
    var in = Files.writeString(home.resolve("input.yaml"), input);
    var out = home.resolve("output.txt");
    var process =
        process(arguments)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectErrorStream(true)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(program + " did not end: " + List.of(arguments));
    }
    return new Result(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }

  /** What a kubectl says that must succeed. */
  String run(String input, String... arguments) throws Exception {
    var result = ask(input, arguments);
    assertThat(result.code()).as(List.of(arguments) + "\n" + result.text()).isZero();
    return result.text();
  }

  /** What a kubectl says that must fail. */
  String refuse(String input, String... arguments) throws Exception {
    var result = ask(input, arguments);
    assertThat(result.code()).as(List.of(arguments) + "\n" + result.text()).isNotZero();
    return result.text();
  }

  /** A kubectl that goes on while the test does. */
  Following follow(String... arguments) throws IOException {
    return new Following(process(arguments).redirectErrorStream(true).start());
  }

  /** The lines of a kubectl that goes on, as they come. */
  static final class Following implements AutoCloseable {
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Following(Process process) {
      this.process = process;
      Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(lines::add));
    }

    /** Reads on until a line contains the text. */
    String until(String text) throws InterruptedException {
      for (var line = next(); ; line = next()) {
        if (line.contains(text)) {
          return line;
        }
      }
    }

    private String next() throws InterruptedException {
      var line = lines.poll(60, TimeUnit.SECONDS);
      assertThat(line).as("the next line of kubectl").isNotNull();
      return String.valueOf(line);
    }

    /** Whether it ended by itself. */
    boolean ends() throws InterruptedException {
      return process.waitFor(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private ProcessBuilder process(String... arguments) {
    var command = new ArrayList<>(List.of(program, "--kubeconfig"));
    command.add(playground.kubeconfig().toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder;
  }

  @Override
  public void close() {
    playground.close();
  }
}
