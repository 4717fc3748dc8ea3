package io.openluffy.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.openluffy.server.start.DemoCommand;
import io.openluffy.server.start.Launch;
import io.openluffy.server.start.UpCommand;
import io.openluffy.server.terminal.Terminal;
import io.openluffy.server.wiring.Surroundings;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The server's program: {@code up} and {@code demo}. Time, chance and environment enter here. */
@Command(name = "luffy")
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    var environment = System.getenv();
    var surroundings =
        new Surroundings(
            InstantSource.system(),
            RandomGenerator.of("L64X128MixRandom"),
            new SecureRandom(),
            environment,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var terminal =
        new Terminal(
            out, Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
    var home =
        Optional.ofNullable(environment.get("OPENLUFFY_HOME"))
            .filter(text -> !text.isEmpty())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".openluffy"));
    var launch = new Launch(surroundings, terminal, home);
    System.exit(
        new CommandLine(new Main())
            .addSubcommand(new UpCommand(launch))
            .addSubcommand(new DemoCommand(launch))
            .execute(args));
  }
}
