package io.openluffy.cli.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParentCommand;

/** A command that talks to the server. */
abstract class ClientCommand implements Callable<Integer> {
  @ParentCommand private @Nullable Luffy luffy;

  Luffy luffy() {
    if (luffy == null) {
      throw new IllegalStateException("picocli sets the parent before it runs a command");
    }
    return luffy;
  }
}
