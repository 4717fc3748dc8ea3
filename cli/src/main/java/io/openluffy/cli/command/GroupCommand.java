package io.openluffy.cli.command;

/** A command that only has commands of its own; alone it shows them. */
abstract class GroupCommand extends ClientCommand {
  @Override
  public Integer call() {
    spec().commandLine().usage(luffy().out());
    luffy().out().flush();
    return 0;
  }
}
