package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.terminal.TextTable;
import io.openluffy.cli.terminal.Times;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads and verifies the journal. */
@Command(
    name = "audit",
    description = "Show the journal, or verify that nobody changed it.",
    subcommands = AuditCommand.Verify.class)
final class AuditCommand extends ClientCommand {
  @Option(names = "--about", description = "Only rows about this, such as promotion/p-42.")
  private @Nullable String about;

  @Option(names = "--limit", defaultValue = "50", description = "Rows (50).")
  private int limit = 50;

  @Override
  public Integer call() {
    var api = luffy().api();
    var rows =
        api.get(
            about == null
                ? newest()
                : "/api/v1/journal?limit=" + limit + "&about=" + Api.quote(about));
    luffy().output().print(rows, () -> words(rows));
    return 0;
  }

  private String newest() {
    return "/api/v1/journal?newest=true&limit=" + limit;
  }

  private static String words(JsonNode rows) {
    var table = new TextTable("NUMBER", "AT (UTC)", "WHO", "WHAT", "ABOUT");
    for (JsonNode row : rows) {
      table.row(
          row.path("number").asText(),
          Times.second(row.path("at").asText()),
          row.path("who").asText(),
          row.path("what").asText(),
          row.path("about").asText());
    }
    return table.toString();
  }

  /** Walks the chain of hashes. */
  @Command(
      name = "verify",
      description = "Find out whether a row was changed, removed or inserted.")
  static final class Verify extends ClientCommand {
    @Override
    public Integer call() {
      var verdict = luffy().api().post("/api/v1/journal/verify", Map.of());
      var intact = verdict.path("intact").asBoolean();
      luffy()
          .output()
          .print(
              verdict,
              () ->
                  intact
                      ? "Intact: " + verdict.path("rows").asText() + " rows.\n"
                      : "NOT INTACT: " + verdict.path("message").asText() + "\n");
      return intact ? 0 : 1;
    }
  }
}
