package io.openluffy.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A playground and the real kubectl (or helm) beside it; skips the test where there is none. As a
 * static field it is there for the class, as any other for each test.
 */
final class RealKubectl implements BeforeAllCallback, BeforeEachCallback {
  record Result(int code, String text) {}

  private final String program;
  private final List<String> version;
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable Path home;
  private @Nullable Playground playground;

  private RealKubectl(String program, String... version) {
    this.program = program;
    this.version = List.of(version);
  }

  static RealKubectl kubectl() {
    return new RealKubectl("kubectl", "version", "--client");
  }

  static RealKubectl helm() {
    return new RealKubectl("helm", "version");
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    start(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    if (playground == null) {
      start(context);
    }
  }

  private void start(ExtensionContext context) throws IOException {
    Assumptions.assumeTrue(isThere(), program + " is not on the PATH");
    var folder = Files.createTempDirectory("real-" + program);
    var running = FreshPlayground.in(folder);
    home = folder;
    playground = running;
    context
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .put(
            this,
            (AutoCloseable)
                () -> {
                  running.close();
                  IO.delete(folder);
                });
  }

  private boolean isThere() {
    var command = new ArrayList<>(List.of(program));
    command.addAll(version);
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
    return Objects.requireNonNull(playground);
  }

  Path home() {
    return Objects.requireNonNull(home);
  }

  RealKubectl with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** What kubectl says, whatever its exit code. */
  Result ask(String input, String... arguments) throws Exception {
    var in = Files.writeString(home().resolve("input.yaml"), input);
    var out = home().resolve("output.txt");
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
  String run(String... arguments) throws Exception {
    return give("", arguments);
  }

  /** The same with something to read. */
  String give(String input, String... arguments) throws Exception {
    var result = ask(input, arguments);
    assertThat(result.code()).as(List.of(arguments) + "\n" + result.text()).isZero();
    return result.text();
  }

  /** What a kubectl says that must fail. */
  String refuse(String... arguments) throws Exception {
    return refuseGiven("", arguments);
  }

  /** The same with something to read. */
  String refuseGiven(String input, String... arguments) throws Exception {
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
    command.add(playground().kubeconfig().toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder;
  }
}
