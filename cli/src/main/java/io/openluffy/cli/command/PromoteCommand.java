package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.openluffy.cli.api.ApiException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks for a release in an environment. */
@Command(name = "promote", description = "Promote a release to an environment.")
final class PromoteCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "RELEASE", description = "Its id, its tag or its commit.")
  private String release = "";

  @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where it shall arrive.")
  private String environment = "";

  @Option(
      names = "--emergency",
      description =
          "Let it in past gates that are shut. Takes --reason; what is not approved takes `luffy"
              + " approve --break-glass` by those who may, once there is a diff to see.")
  private boolean emergency;

  @Option(names = "--reason", defaultValue = "", description = "Of --emergency.")
  private String reason = "";

  @Mixin private Waiting waiting = new Waiting();

  @Override
  public Integer call() {
    if (emergency && reason.isBlank()) {
      throw new ApiException(
          ApiException.REFUSED,
          "promotion.emergency-without-reason",
          "An emergency needs a reason: luffy promote --emergency --reason \"…\"");
    }
    var api = luffy().api();
    var asked =
        api.post("/api/v1/promotions", Map.of("release", release, "environment", environment));
    var id = asked.path("id").asText();
    if (emergency) {
      EmergencyCall.send(api, id, MissingNode.getInstance(), reason);
    }
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
