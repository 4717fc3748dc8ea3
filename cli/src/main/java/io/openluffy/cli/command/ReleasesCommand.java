package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.terminal.TextTable;
import io.openluffy.cli.terminal.Times;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the releases of a project. */
@Command(name = "releases", description = "List the releases of a project, the newest first.")
final class ReleasesCommand extends ClientCommand {
  private static final int LONGEST = 24;

  @Option(names = "--project", paramLabel = "NAME", description = "Needed when there are several.")
  private @Nullable String project;

  @Option(names = "--pipeline", paramLabel = "NAME", description = "Only of this one.")
  private @Nullable String pipeline;

  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      defaultValue = "20",
      description = "1 to 200 (20).")
  private int limit = 20;

  @Override
  public Integer call() {
    var api = luffy().api();
    var name = project == null ? Words.onlyProject(api) : project;
    var path = "/api/v1/projects/" + Api.quote(name) + "/releases?limit=" + limit;
    var releases = api.get(pipeline == null ? path : path + "&pipeline=" + Api.quote(pipeline));
    luffy().output().print(releases, () -> words(releases));
    return 0;
  }

  private static String state(JsonNode release) {
    var state = release.path("state").asText().toLowerCase(java.util.Locale.ROOT);
    return release.has("bad") ? state + ", bad" : state;
  }

  private String words(JsonNode releases) {
    var table = new TextTable("TAG", "STATE", "AGE", "BRANCH", "AUTHOR", "MESSAGE");
    for (JsonNode release : releases) {
      var message = release.path("message").asText().lines().findFirst().orElse("");
      table.row(
          release.path("tag").asText(),
          state(release),
          Times.age(release.path("pushedAt").asText(), luffy().now()),
          release.path("branch").asText(),
          release.at("/author/name").asText(),
          message.length() > LONGEST ? message.substring(0, LONGEST - 1) + "…" : message);
    }
    return table.isEmpty() ? "No release yet: push to a branch of a pipeline.\n" : table.toString();
  }
}
