package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command that has asked for something looks on. */
final class Waiting {
  /** Within this the server has taken up what was asked, or it is busy and says so later. */
  private static final Duration TAKEN_UP = Duration.ofSeconds(10);

  @Option(
      names = {"-w", "--wait"},
      description = "Stay until it has ended; exit code 1 if not well.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "With --wait: at most so long (600).")
  private long seconds = 600;

  boolean wanted() {
    return wait;
  }

  Duration limit() {
    return wait ? Duration.ofSeconds(Math.max(1, seconds)) : TAKEN_UP;
  }

  /** The exit code for how a promotion stands now. */
  int exitCode(JsonNode promotion) {
    var state = promotion.path("state").asText();
    var bad =
        state.equals("Failed")
            || state.equals("Rejected")
            || state.equals("Expired")
            || state.equals("RolledBack");
    return bad || (wait && !state.equals("Arrived")) ? 1 : 0;
  }
}
