package io.openluffy.cli.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks for a release in an environment. */
@Command(name = "promote", description = "Promote a release to an environment.")
final class PromoteCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "RELEASE", description = "Its id, its tag or its commit.")
  private String release = "";

  @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where it shall arrive.")
  private String environment = "";

  @Mixin private Waiting waiting = new Waiting();

  @Override
  public Integer call() {
    var api = luffy().api();
    var asked =
        api.post("/api/v1/promotions", Map.of("release", release, "environment", environment));
    var id = asked.path("id").asText();
    var now =
        new Lookout(luffy(), api)
            .promotion(
                id,
                waiting.limit(),
                one ->
                    waiting.wanted()
                        ? Words.ended(one)
                        : !one.path("state").asText().equals("Queued"));
    luffy()
        .output()
        .print(
            now,
            () ->
                now.path("tag").asText()
                    + " -> "
                    + now.path("environment").asText()
                    + " ("
                    + id
                    + "): "
                    + Words.promotion(now)
                    + "\n");
    return waiting.exitCode(now);
  }
}
