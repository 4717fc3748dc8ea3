package io.openluffy.cli;

import io.openluffy.cli.api.ApiException;
import io.openluffy.cli.api.Connection;
import io.openluffy.cli.command.Luffy;
import io.openluffy.cli.terminal.Spelling;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
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
        .setParameterExceptionHandler(Main::wrong)
        .setExecutionExceptionHandler(
            (error, line, parsed) -> {
              if (error instanceof ApiException known) {
                line.getErr().println(known.getMessage());
                return known.exitCode();
              }
              line.getErr()
                  .println(
                      "This is a mistake of ours: "
                          + error
                          + "\nPlease report it with the command.");
              return ApiException.REFUSED;
            });
  }

  /** What is wrong with the command line, what was perhaps meant, and where to read on. */
  private static int wrong(CommandLine.ParameterException error, String[] arguments) {
    var command = error.getCommandLine();
    var out = command.getErr();
    var name = command.getCommandSpec().qualifiedName();
    var stray =
        error instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
            ? unmatched.getUnmatched().getFirst()
            : "";
    if (stray.isEmpty()) {
      out.println(error.getMessage());
    } else if (command.getSubcommands().isEmpty()) {
      out.println("'" + stray + "' is one argument too many for '" + name + "'.");
    } else {
      out.println("'" + name + "' has no command '" + stray + "'.");
    }
    var meant = new ArrayList<String>();
    if (!stray.isEmpty()) {
      command.getSubcommands().keySet().stream()
          .filter(
              one -> one.startsWith(stray) || stray.startsWith(one) || Spelling.near(one, stray))
          .forEach(meant::add);
    } else if (error instanceof CommandLine.UnmatchedArgumentException unmatched) {
      meant.addAll(unmatched.getSuggestions());
    }
    if (!meant.isEmpty()) {
      out.println("Did you mean " + String.join(" or ", meant) + "?");
    }
    out.println("'" + name + " --help' shows what there is.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static Path home(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("OPENLUFFY_HOME"))
        .filter(text -> !text.isEmpty())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".openluffy"));
  }
}
