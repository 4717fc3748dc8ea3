package io.openluffy.cli.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that talks to the server, however deep it stands below the root. */
abstract class ClientCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it runs a command");
    }
    return spec;
  }

  Luffy luffy() {
    return (Luffy) spec().root().userObject();
  }
}
