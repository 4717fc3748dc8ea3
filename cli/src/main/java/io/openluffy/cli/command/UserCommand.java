package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.terminal.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The users of the server; for admins. */
@Command(
    name = "user",
    description = "List, add, change and remove users; for admins.",
    subcommands = {
      UserCommand.All.class,
      UserCommand.Add.class,
      UserCommand.Change.class,
      UserCommand.Password.class,
      UserCommand.Remove.class
    })
final class UserCommand extends GroupCommand {
  private static final String ROLES = "viewer, developer, approver or admin; several with commas.";

  private static String words(JsonNode user) {
    return user.path("name").asText()
        + ": "
        + Words.roles(user)
        + (user.path("groups").isEmpty() ? "" : "; groups " + Words.groups(user))
        + (user.path("disabled").asBoolean() ? ", disabled" : "")
        + "\n";
  }

  private static String path(String name) {
    return "/api/v1/users/" + Api.quote(name);
  }

  /** Lists them. */
  @Command(name = "list", description = "List the users.")
  static final class All extends ClientCommand {
    @Override
    public Integer call() {
      var users = luffy().api().get("/api/v1/users");
      var table = new TextTable("NAME", "ROLES", "GROUPS", "NOTE");
      for (JsonNode user : users) {
        table.row(
            user.path("name").asText(),
            Words.roles(user),
            Words.groups(user),
            user.path("disabled").asBoolean() ? "disabled" : "");
      }
      luffy().output().print(users, table::toString);
      return 0;
    }
  }

  /** Adds one. */
  @Command(
      name = "add",
      description = "Add a user; the password is asked for, or read from standard input.")
  static final class Add extends ClientCommand {
    @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits, - . _")
    private String name = "";

    @Option(
        names = "--roles",
        split = ",",
        paramLabel = "ROLE",
        defaultValue = "viewer",
        description = ROLES)
    private List<String> roles = List.of();

    @Override
    public Integer call() {
      var password = luffy().hidden("Password of " + name);
      var user =
          luffy()
              .api()
              .post("/api/v1/users", Map.of("name", name, "password", password, "roles", roles));
      luffy().output().print(user, () -> words(user));
      return 0;
    }
  }

  /** Changes roles, or shuts one out. */
  @Command(
      name = "change",
      description =
          "Change a user's roles or groups, or disable them; sessions end but for groups.")
  static final class Change extends ClientCommand {
    @Parameters(paramLabel = "NAME", description = "One of 'luffy user list'.")
    private String name = "";

    @Option(names = "--roles", split = ",", paramLabel = "ROLE", description = ROLES)
    private @Nullable List<String> roles;

    @Option(
        names = "--groups",
        split = ",",
        paramLabel = "GROUP",
        description = "That an approval asks for; several with commas, none with ''.")
    private @Nullable List<String> groups;

    @Option(
        names = "--disabled",
        paramLabel = "true|false",
        description = "Whether they are shut out.")
    private @Nullable Boolean disabled;

    @Override
    public Integer call() {
      var change = new LinkedHashMap<String, Object>();
      if (roles != null) {
        change.put("roles", roles);
      }
      if (groups != null) {
        change.put("groups", groups.stream().filter(one -> !one.isBlank()).toList());
      }
      if (disabled != null) {
        change.put("disabled", disabled);
      }
      var user = luffy().api().put(path(name), change);
      luffy().output().print(user, () -> words(user));
      return 0;
    }
  }

  /** Sets somebody's password. */
  @Command(
      name = "password",
      description =
          "Set a user's password; their sessions and tokens end. Your own: luffy password")
  static final class Password extends ClientCommand {
    @Parameters(paramLabel = "NAME", description = "One of 'luffy user list'.")
    private String name = "";

    @Override
    public Integer call() {
      var user =
          luffy()
              .api()
              .put(path(name), Map.of("password", luffy().hidden("New password of " + name)));
      luffy().output().print(user, () -> words(user));
      return 0;
    }
  }

  /** Removes one. */
  @Command(name = "remove", description = "Remove a user with their sessions and tokens.")
  static final class Remove extends ClientCommand {
    @Parameters(paramLabel = "NAME", description = "One of 'luffy user list'.")
    private String name = "";

    @Override
    public Integer call() {
      luffy().api().delete(path(name));
      luffy().output().line("Removed " + name + ".");
      return 0;
    }
  }
}
