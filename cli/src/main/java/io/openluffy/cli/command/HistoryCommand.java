package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.terminal.TextTable;
import io.openluffy.cli.terminal.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What an application ran, the last first. */
@Command(name = "history", description = "Show the history of an application.")
final class HistoryCommand extends ClientCommand {
  @Parameters(paramLabel = "APPLICATION", description = "One of 'luffy apps'.")
  private String application = "";

  @Override
  public Integer call() {
    var app = luffy().api().get(ApplicationPath.of(application, ""));
    var history = app.at("/status/history");
    luffy().output().print(history, () -> words(history));
    return 0;
  }

  private static String words(JsonNode history) {
    var table = new TextTable("ID", "DEPLOYED (UTC)", "REVISION", "BY");
    for (JsonNode entry : Words.list(history).reversed()) {
      var by = entry.path("initiatedBy");
      table.row(
          entry.path("id").asText(),
          Times.second(entry.path("deployedAt").asText()),
          Words.sha(entry.path("revision").asText(entry.path("revisions").path(0).asText("-"))),
          by.path("username").asText(by.path("automated").asBoolean() ? "automated" : "-"));
    }
    return table.isEmpty() ? "Nothing was deployed yet.\n" : table.toString();
  }
}
