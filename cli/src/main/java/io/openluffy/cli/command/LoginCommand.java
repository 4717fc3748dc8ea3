package io.openluffy.cli.command;

import io.openluffy.cli.api.ApiException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Signs in. The password is asked for, or read from standard input; never from the arguments. */
@Command(name = "login", description = "Sign in to a server and keep the session.")
final class LoginCommand extends ClientCommand {
  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      defaultValue = "admin",
      description = "Default: admin.")
  private String user = "admin";

  @Override
  public Integer call() {
    var stranger = luffy().stranger();
    luffy().connection().signIn(stranger, user, password());
    luffy().output().line("Signed in to " + stranger.server() + " as " + user + ".");
    return 0;
  }

  private String password() {
    var console = luffy().console();
    if (console.isPresent()) {
      var typed = console.get().readPassword("Password of %s: ", user);
      return typed == null ? "" : new String(typed);
    }
    return Lines.first(luffy().in());
  }

  /** Reads what was piped in. */
  static final class Lines {
    private Lines() {}

    static String first(java.io.InputStream in) {
      try {
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        var line = reader.readLine();
        return line == null ? "" : line;
      } catch (IOException e) {
        throw new ApiException(
            ApiException.REFUSED, "cli.no-input", "Standard input can't be read.");
      }
    }
  }
}
