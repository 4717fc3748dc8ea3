package io.openluffy.cli;

import io.openluffy.cli.api.ApiException;
import io.openluffy.cli.api.Connection;
import io.openluffy.cli.command.Luffy;
import io.openluffy.cli.terminal.Output.Format;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The command line: nothing but a client of the HTTP API. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    var console = Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
    var luffy =
        new Luffy(
            new Connection(home(System.getenv()), System.getenv()),
            InstantSource.system(),
            System.in,
            console);
    System.exit(
        commandLine(luffy)
            .setOut(new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)))
            .setErr(
                new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true))
            .execute(args));
  }

  /** The command line without a process around it. */
  public static CommandLine commandLine(Luffy luffy) {
    return new CommandLine(luffy)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(
            Format.class, text -> Format.valueOf(text.toUpperCase(java.util.Locale.ROOT)))
        .setExecutionExceptionHandler(
            (error, line, parsed) -> {
              if (error instanceof ApiException known) {
                line.getErr().println(known.getMessage());
                return known.exitCode();
              }
              throw error;
            });
  }

  private static Path home(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("OPENLUFFY_HOME"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".openluffy"));
  }
}
