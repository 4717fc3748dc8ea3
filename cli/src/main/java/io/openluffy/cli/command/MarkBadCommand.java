package io.openluffy.cli.command;

import io.openluffy.cli.api.Api;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says that a release is bad. */
@Command(
    name = "mark-bad",
    description = "Mark a release as bad: it is promoted nowhere, and not gone back to.")
final class MarkBadCommand extends ClientCommand {
  @Parameters(paramLabel = "RELEASE", description = "Its id, its tag or its commit.")
  private String release = "";

  @Option(
      names = {"-m", "--reason"},
      paramLabel = "TEXT",
      required = true,
      description = "What is wrong with it.")
  private String reason = "";

  @Override
  public Integer call() {
    var api = luffy().api();
    var path = "/api/v1/releases/" + Api.quote(release) + "/bad";
    var now = api.put(path, Map.of("reason", reason));
    luffy()
        .output()
        .print(
            now,
            () ->
                now.path("tag").asText()
                    + " is marked as bad: "
                    + now.at("/bad/reason").asText()
                    + "\n");
    return 0;
  }
}
