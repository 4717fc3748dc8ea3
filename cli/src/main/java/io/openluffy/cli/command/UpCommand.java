package io.openluffy.cli.command;

import picocli.CommandLine.Command;

/** Listed here for the help; the launcher hands it to the server. */
@Command(name = "up", description = "Start the server; 'luffy up --help' lists its options.")
final class UpCommand extends ServerCommand {
  @Override
  String name() {
    return "up";
  }
}
