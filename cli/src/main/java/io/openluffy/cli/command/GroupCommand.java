package io.openluffy.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParentCommand;

/** A command that only has commands of its own; alone it shows them. */
abstract class GroupCommand implements Runnable {
  @ParentCommand private @Nullable Luffy luffy;

  Luffy luffy() {
    if (luffy == null) {
      throw new IllegalStateException("picocli sets the parent before it runs a command");
    }
    return luffy;
  }

  static <T extends GroupCommand> Luffy of(@Nullable T parent) {
    if (parent == null) {
      throw new IllegalStateException("picocli sets the parent before it runs a command");
    }
    return parent.luffy();
  }

  @Override
  public void run() {
    luffy().help(getClass());
  }
}
