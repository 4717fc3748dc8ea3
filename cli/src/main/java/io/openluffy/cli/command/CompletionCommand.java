package io.openluffy.cli.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints the completion script for bash and zsh. */
@Command(name = "completion", description = "Print shell completion: source <(luffy completion)")
final class CompletionCommand extends ClientCommand {
  @Override
  public Integer call() {
    var line = luffy().commandSpec().commandLine();
    luffy().out().print(AutoComplete.bash("luffy", line));
    luffy().out().flush();
    return 0;
  }
}
