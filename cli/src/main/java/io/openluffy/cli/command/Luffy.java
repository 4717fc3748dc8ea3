package io.openluffy.cli.command;

import io.openluffy.cli.api.Api;
import io.openluffy.cli.api.ApiException;
import io.openluffy.cli.api.Connection;
import io.openluffy.cli.terminal.Output;
import io.openluffy.cli.terminal.Output.Format;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line: what all commands share. */
@Command(
    name = "luffy",
    description = "Carries a change from a merge to production.",
    mixinStandardHelpOptions = true,
    scope = picocli.CommandLine.ScopeType.INHERIT,
    version = "luffy 0.1",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      LoginCommand.class,
      ConnectCommand.class,
      StatusCommand.class,
      ReleasesCommand.class,
      AppsCommand.class,
      DiffCommand.class,
      SyncCommand.class,
      ApproveCommand.class,
      RejectCommand.class,
      PromoteCommand.class,
      RollbackCommand.class,
      MarkBadCommand.class,
      UnmarkBadCommand.class,
      HistoryCommand.class,
      LogsCommand.class,
      WhyCommand.class,
      ChangesCommand.class,
      SecretCommand.class,
      RegistryCommand.class,
      AuditCommand.class,
      DoctorCommand.class,
      UserCommand.class,
      TokenCommand.class,
      PasswordCommand.class,
      CompletionCommand.class
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:it is so",
      "1:refused, failed, or not as it should be",
      "2:the command line is wrong",
      "3:nobody is signed in, or the role is missing",
      "4:the server can't be reached",
      "5:what was named is not there"
    })
public final class Luffy {
  private final Connection connection;
  private final InstantSource clock;
  private final InputStream in;
  private final Optional<java.io.Console> console;
  private final BufferedReader lines;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--server",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "The server; else LUFFY_SERVER, the one in this home, or the last login.")
  private @Nullable String server;

  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      converter = FormatWord.class,
      completionCandidates = FormatWord.class,
      description = "${COMPLETION-CANDIDATES}; table when left out.")
  private Format format = Format.TABLE;

  public Luffy(
      Connection connection,
      InstantSource clock,
      InputStream in,
      Optional<java.io.Console> console) {
    this.connection = connection;
    this.clock = clock;
    this.in = in;
    this.console = console;
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  Connection connection() {
    return connection;
  }

  Api api() {
    return connection.open(Optional.ofNullable(server));
  }

  Api stranger() {
    return new Api(connection.server(Optional.ofNullable(server)), Optional.empty());
  }

  Output output() {
    return new Output(out(), format, console.isPresent());
  }

  PrintWriter out() {
    return commandSpec().commandLine().getOut();
  }

  CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it runs a command");
    }
    return spec;
  }

  Instant now() {
    return clock.instant();
  }

  /** Asked for on a terminal, where it does not show; else the first line of standard input. */
  String hidden(String what) {
    if (console.isPresent()) {
      var typed = console.get().readPassword("%s: ", what);
      return typed == null ? "" : new String(typed);
    }
    try {
      // One reader for the life of the command: it reads ahead, and a second line may be wanted.
      var line = lines.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new ApiException(ApiException.REFUSED, "cli.no-input", "Standard input can't be read.");
    }
  }

  InputStream in() {
    return in;
  }

  Optional<java.io.Console> console() {
    return console;
  }
}
