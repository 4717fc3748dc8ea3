package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.terminal.TextTable;
import io.openluffy.cli.terminal.Times;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The changelog between two environments or releases. */
@Command(
    name = "changes",
    description = "Show what TO has and FROM has not: commits, authors, tickets, images.",
    footer = "%nFor what prod would get from preprod: luffy changes prod preprod.")
final class ChangesCommand extends ClientCommand {
  private static final int LONGEST = 48;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "An environment, for what it runs; or a release by its id, tag or commit.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "As FROM.")
  private String to = "";

  @Option(names = "--project", paramLabel = "NAME", description = "Needed when there are several.")
  private @Nullable String project;

  @Override
  public Integer call() {
    var api = luffy().api();
    var name = project == null ? Words.onlyProject(api) : project;
    var changes =
        api.get(
            "/api/v1/projects/"
                + Api.quote(name)
                + "/changes?from="
                + Api.quote(from)
                + "&to="
                + Api.quote(to));
    luffy().output().print(changes, () -> words(changes));
    return 0;
  }

  private String words(JsonNode changes) {
    var text = new StringBuilder();
    text.append(side(changes.path("from"))).append(" -> ").append(side(changes.path("to")));
    text.append(changes.path("sameContent").asBoolean() ? ": the same content\n" : "\n");
    commits(text, "Commits", changes.path("commits"));
    commits(text, "Only in " + side(changes.path("from")), changes.path("missing"));
    if (!changes.path("complete").asBoolean()) {
      text.append("There are more; these are the newest.\n");
    }
    line(text, "Authors", authors(changes));
    line(text, "Tickets", tickets(changes));
    images(text, changes.path("images"));
    return text.toString();
  }

  private static String side(JsonNode side) {
    var tag = side.at("/release/tag").asText();
    return side.hasNonNull("environment")
        ? side.path("environment").asText() + " (" + tag + ")"
        : tag;
  }

  private void commits(StringBuilder text, String title, JsonNode commits) {
    if (commits.isEmpty()) {
      return;
    }
    text.append(title).append('\n');
    var table = new TextTable("", "COMMIT", "AGE", "AUTHOR", "MESSAGE");
    for (JsonNode commit : commits) {
      var message = commit.path("message").asText().lines().findFirst().orElse("");
      table.row(
          "",
          Words.sha(commit.path("id").asText()),
          Times.age(commit.path("at").asText(), luffy().now()),
          commit.at("/author/name").asText(),
          message.length() > LONGEST ? message.substring(0, LONGEST - 1) + "…" : message);
    }
    text.append(table);
  }

  private static String authors(JsonNode changes) {
    return changes
        .path("authors")
        .valueStream()
        .map(one -> one.at("/author/name").asText() + " (" + one.path("commits").asInt() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String tickets(JsonNode changes) {
    return changes
        .path("tickets")
        .valueStream()
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String title, String value) {
    if (!value.isEmpty()) {
      text.append(title).append(": ").append(value).append('\n');
    }
  }

  private static void images(StringBuilder text, JsonNode images) {
    var table = new TextTable("IMAGE", "FROM", "TO", "");
    for (JsonNode image : images) {
      table.row(
          image.path("name").asText(),
          digest(image.path("before")),
          digest(image.path("after")),
          image.path("changed").asBoolean() ? "changed" : "the same");
    }
    text.append(table.isEmpty() ? "" : table.toString());
  }

  private static String digest(JsonNode digest) {
    return digest.isTextual() ? digest.asText().replaceFirst("^sha256:(.{12}).*", "$1") : "-";
  }
}
