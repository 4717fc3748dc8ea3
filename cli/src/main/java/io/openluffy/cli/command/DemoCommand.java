package io.openluffy.cli.command;

import picocli.CommandLine.Command;

/** Listed here for the help; the launcher hands it to the server. */
@Command(
    name = "demo",
    description = "Show the whole journey on this machine, with the sample project.")
final class DemoCommand extends ServerCommand {
  @Override
  String name() {
    return "demo";
  }
}
