package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.terminal.UnifiedDiff;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a sync would change. */
@Command(
    name = "diff",
    description = "Show what a sync of an application would change.",
    footer = "%nExit code 0 when nothing would change, 1 when something would.")
final class DiffCommand extends ClientCommand {
  @Parameters(paramLabel = "APPLICATION", description = "One of 'luffy apps'.")
  private String application = "";

  @Override
  public Integer call() {
    var diff = luffy().api().get(ApplicationPath.of(application, "/diff"));
    luffy().output().print(diff, () -> words(diff));
    return Words.list(diff.path("resources")).stream()
            .allMatch(one -> one.path("change").asText().equals("none"))
        ? 0
        : 1;
  }

  static String words(JsonNode diff) {
    var text = new StringBuilder();
    for (JsonNode resource : diff.path("resources")) {
      if (resource.path("change").asText().equals("none")) {
        continue;
      }
      text.append("===== ")
          .append(resource.path("group").asText())
          .append('/')
          .append(resource.path("kind").asText())
          .append(' ')
          .append(resource.path("namespace").asText())
          .append('/')
          .append(resource.path("name").asText())
          .append(" ======\n")
          .append(
              UnifiedDiff.of(
                  resource.path("live").asText(""), resource.path("desired").asText("")));
    }
    return text.isEmpty() ? "Nothing would change.\n" : text.toString();
  }
}
