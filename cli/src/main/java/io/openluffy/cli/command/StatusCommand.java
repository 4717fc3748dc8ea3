package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.terminal.TextTable;
import io.openluffy.cli.terminal.Times;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What runs where, what is on its way, what waits and what is broken. */
@Command(name = "status", description = "Show what runs where, and what waits for you.")
final class StatusCommand extends ClientCommand {
  @Option(names = "--project", description = "Only this one.")
  private @Nullable String project;

  @Override
  public Integer call() {
    var query = project == null ? "" : "?project=" + io.openluffy.cli.api.Api.quote(project);
    var home = luffy().api().get("/api/v1/home" + query);
    luffy().output().print(home, () -> words(home));
    return home.path("broken").isEmpty() ? 0 : 1;
  }

  private String words(JsonNode home) {
    var text = new StringBuilder();
    var table =
        new TextTable("PROJECT", "SERVICE", "ENVIRONMENT", "RUNS", "HEALTH", "SYNC", "FOR", "NOTE");
    for (JsonNode service : home.path("services")) {
      for (JsonNode cell : service.path("cells")) {
        table.row(
            service.path("project").asText(),
            service.path("service").asText(),
            cell.path("environment").asText(),
            cell.path("tag").asText("-"),
            cell.path("health").asText(),
            cell.path("sync").asText(),
            Times.age(cell.path("since").asText(), luffy().now()),
            note(cell));
      }
    }
    text.append(table.isEmpty() ? "No project yet: luffy connect <git-url>\n" : table.toString());
    section(text, "Waiting for you", home.path("waitingForMe"));
    section(text, "Running", home.path("running"));
    for (JsonNode broken : home.path("broken")) {
      text.append("\n✗ ")
          .append(broken.path("title").asText())
          .append("\n  ")
          .append(broken.path("message").asText())
          .append('\n');
    }
    return text.toString();
  }

  private static String note(JsonNode cell) {
    if (cell.path("pinned").asBoolean()) {
      return "pinned";
    }
    if (cell.has("arriving")) {
      return cell.path("arriving").path("tag").asText()
          + " "
          + Words.promotion(cell.path("arriving"));
    }
    var behind = cell.path("behind").asInt();
    return behind == 0 ? "" : behind + " behind";
  }

  private static void section(StringBuilder text, String title, JsonNode promotions) {
    if (promotions.isEmpty()) {
      return;
    }
    text.append('\n').append(title).append('\n');
    for (JsonNode promotion : promotions) {
      text.append("  ")
          .append(promotion.path("tag").asText())
          .append(" -> ")
          .append(promotion.path("environment").asText())
          .append("  ")
          .append(Words.promotion(promotion))
          .append("  (")
          .append(promotion.path("id").asText())
          .append(")\n");
    }
  }
}
