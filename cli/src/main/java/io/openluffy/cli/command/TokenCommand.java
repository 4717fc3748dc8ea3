package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.terminal.TextTable;
import io.openluffy.cli.terminal.Times;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API tokens of one's own. */
@Command(
    name = "token",
    description = "Make, list and revoke API tokens of your own.",
    subcommands = {TokenCommand.All.class, TokenCommand.Create.class, TokenCommand.Revoke.class})
final class TokenCommand extends GroupCommand {
  /** Lists them. */
  @Command(name = "list", description = "List your tokens; their text can't be read again.")
  static final class All extends ClientCommand {
    @Override
    public Integer call() {
      var tokens = luffy().api().get("/api/v1/tokens");
      var table = new TextTable("ID", "NAME", "ROLES", "EXPIRES (UTC)");
      for (JsonNode token : tokens) {
        table.row(
            token.path("id").asText(),
            token.path("name").asText(),
            Words.roles(token),
            Times.second(token.path("expires").asText()));
      }
      luffy().output().print(tokens, () -> table.isEmpty() ? "No tokens.\n" : table.toString());
      return 0;
    }
  }

  /** Makes one. */
  @Command(name = "create", description = "Make a token; its text is printed this once.")
  static final class Create extends ClientCommand {
    @Parameters(paramLabel = "NAME", description = "What it is for.")
    private String name = "";

    @Option(
        names = "--roles",
        split = ",",
        paramLabel = "ROLE",
        description = "At most your own, which are the default.")
    private @Nullable List<String> roles;

    @Option(
        names = "--days",
        paramLabel = "DAYS",
        defaultValue = "90",
        description = "How long it lives: 1 to 365 (90).")
    private int days = 90;

    @Override
    public Integer call() {
      var wanted = new LinkedHashMap<String, Object>();
      wanted.put("name", name);
      wanted.put("seconds", days * 86_400L);
      if (roles != null) {
        wanted.put("roles", roles);
      }
      var token = luffy().api().post("/api/v1/tokens", wanted);
      luffy().output().print(token, () -> token.path("token").asText() + "\n");
      return 0;
    }
  }

  /** Revokes one. */
  @Command(name = "revoke", description = "Revoke a token; it is refused from now on.")
  static final class Revoke extends ClientCommand {
    @Parameters(paramLabel = "ID", description = "One of 'luffy token list'.")
    private String id = "";

    @Override
    public Integer call() {
      luffy().api().delete("/api/v1/tokens/" + Api.quote(id));
      luffy().output().line("Revoked " + id + ".");
      return 0;
    }
  }
}
