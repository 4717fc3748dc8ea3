package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.terminal.TextTable;
import io.openluffy.cli.terminal.Times;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
    var projects = new LinkedHashSet<String>();
    home.path("services").forEach(service -> projects.add(service.path("project").asText()));
    var table = new TextTable("SERVICE", "ENVIRONMENT", "RUNS", "HEALTH", "FOR", "NOTE");
    for (JsonNode service : home.path("services")) {
      var name = service.path("service").asText();
      for (JsonNode cell : service.path("cells")) {
        table.row(
            projects.size() > 1 ? service.path("project").asText() + "/" + name : name,
            cell.path("environment").asText(),
            cell.path("tag").asText("-"),
            cell.path("health").asText(),
            Times.age(cell.path("since").asText(), luffy().now()),
            note(cell));
      }
    }
    text.append(table.isEmpty() ? "No project yet: luffy connect <git-url>\n" : table.toString());
    section(text, "Waiting for you", home.path("waitingForMe"));
    section(text, "Running", home.path("running"));
    builds(text, home.path("building"));
    for (JsonNode broken : home.path("broken")) {
      text.append("\n✗ ")
          .append(broken.path("title").asText())
          .append("\n  ")
          .append(broken.path("message").asText())
          .append('\n');
    }
    return text.toString();
  }

  /** What is unusual here, in few words; the sections below the table tell more. */
  private static String note(JsonNode cell) {
    var notes = new ArrayList<String>();
    if (cell.path("pinned").asBoolean()) {
      notes.add("pinned");
    }
    if (cell.has("bad")) {
      notes.add("marked as bad");
    }
    if (cell.has("arriving")) {
      notes.add(Words.state(cell.path("arriving")));
    } else if (!cell.path("sync").asText().equals("Synced")) {
      notes.add(cell.path("sync").asText());
    }
    if (cell.path("behind").asInt() > 0) {
      notes.add(cell.path("behind").asInt() + " behind");
    }
    return String.join(", ", notes);
  }

  private void builds(StringBuilder text, JsonNode releases) {
    if (!releases.isEmpty()) {
      text.append("\nBeing built\n");
    }
    for (JsonNode release : releases) {
      var wait = release.path("wait");
      text.append("  ")
          .append(release.path("tag").asText())
          .append("  ")
          .append(release.path("id").asText())
          .append("\n      ")
          .append(wait.path("message").asText())
          .append('\n');
      times(text, wait);
    }
  }

  private void times(StringBuilder text, JsonNode wait) {
    var times = Words.times(wait, luffy().now());
    if (!times.isEmpty()) {
      text.append("      ").append(times).append('\n');
    }
  }

  private void section(StringBuilder text, String title, JsonNode promotions) {
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
          .append(promotion.path("id").asText())
          .append("\n      ")
          .append(Words.promotion(promotion))
          .append('\n');
      times(text, promotion.path("wait"));
    }
  }
}
