package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.api.ApiException;
import io.openluffy.cli.terminal.Output;
import java.time.Duration;
import java.util.function.Predicate;

/** Looks at a promotion until something is so, and says on a terminal what it is at. */
final class PromotionWait {
  private static final Duration STEP = Duration.ofMillis(200);

  private final Api api;
  private final Output output;

  PromotionWait(Api api, Output output) {
    this.api = api;
    this.output = output;
  }

  /** The promotion when it is so, or as it is when the time is over. */
  JsonNode until(String id, Duration limit, Predicate<JsonNode> soFar) {
    var left = limit;
    var now = look(id);
    while (!soFar.test(now) && left.isPositive()) {
      output.progress("  " + now.path("environment").asText() + ": " + Words.promotion(now));
      pause();
      left = left.minus(STEP);
      now = look(id);
    }
    output.endProgress();
    return now;
  }

  private JsonNode look(String id) {
    return api.get("/api/v1/promotions/" + Api.quote(id)).path("promotion");
  }

  private static void pause() {
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(ApiException.UNREACHABLE, "interrupted", "Interrupted.");
    }
  }
}
