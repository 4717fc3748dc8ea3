package io.openluffy.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Unmatched;

/** A command of the server's own program, which {@code ./luffy} starts in place of this one. */
abstract class ServerCommand extends ClientCommand {
  @Unmatched private @Nullable List<String> arguments;

  abstract String name();

  @Override
  public Integer call() {
    var rest = arguments == null || arguments.isEmpty() ? "" : " " + String.join(" ", arguments);
    luffy()
        .commandSpec()
        .commandLine()
        .getErr()
        .println("The launcher starts the server: run './luffy " + name() + rest + "'.");
    return ExitCode.USAGE;
  }
}
