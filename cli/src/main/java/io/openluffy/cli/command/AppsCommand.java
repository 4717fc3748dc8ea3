package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.terminal.TextTable;
import picocli.CommandLine.Command;

/** Lists the applications. */
@Command(name = "apps", description = "List the applications with their sync status and health.")
final class AppsCommand extends ClientCommand {
  @Override
  public Integer call() {
    var list = luffy().api().get("/api/v1/applications");
    luffy().output().print(list, () -> words(list));
    return 0;
  }

  private static String words(JsonNode list) {
    var table = new TextTable("NAME", "STATUS", "HEALTH", "REVISION", "NAMESPACE", "POLICY");
    for (JsonNode app : list.path("items")) {
      var automated = app.at("/spec/syncPolicy/automated");
      var manual = automated.isMissingNode() || automated.path("enabled").asText().equals("false");
      table.row(
          ApplicationPath.name(app),
          app.at("/status/sync/status").asText("Unknown"),
          app.at("/status/health/status").asText("Unknown"),
          Words.sha(app.at("/status/sync/revision").asText("-")),
          app.at("/spec/destination/namespace").asText(),
          manual ? "manual" : "automated");
    }
    return table.isEmpty() ? "No applications yet.\n" : table.toString();
  }
}
