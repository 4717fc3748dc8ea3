package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Why a release is not in an environment yet. */
@Command(
    name = "why",
    description = "Tell why a release is not in an environment yet.",
    footer = "%nExit code 0 when it is there, 1 when it is not.")
final class WhyCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "RELEASE", description = "Its id, its tag or its commit.")
  private String release = "";

  @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Such as prod.")
  private String environment = "";

  @Override
  public Integer call() {
    var why =
        luffy()
            .api()
            .get("/api/v1/releases/" + Api.quote(release) + "/why/" + Api.quote(environment));
    luffy().output().print(why, () -> words(why));
    return why.path("arrived").asBoolean() ? 0 : 1;
  }

  private String words(JsonNode why) {
    var text = new StringBuilder();
    for (JsonNode condition : why.path("conditions")) {
      text.append(condition.path("met").asBoolean() ? "  ✓ " : "  ⧗ ")
          .append(condition.path("title").asText())
          .append("  ")
          .append(condition.path("message").asText())
          .append('\n');
      var times = condition.path("met").asBoolean() ? "" : Words.times(condition, luffy().now());
      if (!times.isEmpty()) {
        text.append("      ").append(times).append('\n');
      }
    }
    return text.toString();
  }
}
