package io.openluffy.cli.command;

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
    luffy().connection().signIn(stranger, user, luffy().hidden("Password of " + user));
    luffy().output().line("Signed in to " + stranger.server() + " as " + user + ".");
    return 0;
  }
}
