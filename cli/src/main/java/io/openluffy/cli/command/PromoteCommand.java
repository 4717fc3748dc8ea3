package io.openluffy.cli.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks for a release in an environment. */
@Command(name = "promote", description = "Promote a release to an environment.")
final class PromoteCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "RELEASE")
  private String release = "";

  @Parameters(index = "1", paramLabel = "ENVIRONMENT")
  private String environment = "";

  @Override
  public Integer call() {
    var promotion =
        luffy()
            .api()
            .post("/api/v1/promotions", Map.of("release", release, "environment", environment));
    luffy()
        .output()
        .print(
            promotion,
            () ->
                "Promotion "
                    + promotion.path("id").asText()
                    + ": "
                    + Words.promotion(promotion)
                    + "\n");
    return 0;
  }
}
