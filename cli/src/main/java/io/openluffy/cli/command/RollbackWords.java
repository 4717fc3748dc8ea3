package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.terminal.TextTable;

/** Says what a rollback would change. */
final class RollbackWords {
  private RollbackWords() {}

  static String preview(JsonNode preview) {
    var text = new StringBuilder();
    var place = preview.path("environment").asText();
    if (preview.has("refusal")) {
      text.append(Words.problem(preview.path("refusal"))).append('\n');
    } else {
      text.append(place)
          .append(": ")
          .append(preview.at("/from/tag").asText("what runs"))
          .append(" -> ")
          .append(preview.path("toInWords").asText())
          .append(
              preview.path("clusterFirst").asBoolean()
                  ? "; the cluster first, then git\n"
                  : "; by a commit in git\n");
    }
    if (preview.has("irreversible")) {
      text.append(preview.path("irreversible").asText())
          .append(" It takes --force with --reason, by an approver.\n");
    }
    if (preview.has("diff")) {
      text.append(DiffCommand.words(preview.path("diff")));
    } else if (preview.has("noDiff")) {
      text.append(preview.at("/noDiff/message").asText()).append('\n');
    }
    return text.append('\n').append(candidates(preview)).toString();
  }

  private static String candidates(JsonNode preview) {
    var table = new TextTable("RELEASE", "ARRIVED", "HISTORY", "");
    for (JsonNode one : preview.path("candidates")) {
      table.row(
          one.path("tag").asText(),
          one.path("arrivedAt").asText(),
          one.path("history").asText("-"),
          remark(one));
    }
    return table.isEmpty() ? "Nothing has arrived there yet.\n" : table.toString();
  }

  private static String remark(JsonNode one) {
    if (one.has("bad")) {
      return "bad: " + one.path("bad").asText();
    }
    if (one.path("present").asBoolean()) {
      return "runs now";
    }
    if (one.has("refusal")) {
      return one.path("refusal").asText();
    }
    if (one.has("irreversible")) {
      return "by force only: " + one.path("irreversible").asText();
    }
    return one.path("lastGood").asBoolean() ? "last good" : "";
  }
}
