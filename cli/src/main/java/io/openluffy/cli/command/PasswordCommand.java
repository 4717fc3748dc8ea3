package io.openluffy.cli.command;

import java.util.Map;
import picocli.CommandLine.Command;

/** Changes one's own password. */
@Command(
    name = "password",
    description = {
      "Change your own password; your sessions and tokens end.",
      "Both are asked for, or read from two lines of standard input."
    })
final class PasswordCommand extends ClientCommand {
  @Override
  public Integer call() {
    var api = luffy().api();
    var current = luffy().hidden("Current password");
    var fresh = luffy().hidden("New password");
    api.put("/api/v1/account/password", Map.of("currentPassword", current, "newPassword", fresh));
    luffy().output().line("Changed. Sign in again: luffy login");
    return 0;
  }
}
