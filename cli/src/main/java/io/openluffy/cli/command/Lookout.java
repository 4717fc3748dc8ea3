package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.api.ApiException;
import io.openluffy.cli.api.EventStream;
import io.openluffy.cli.terminal.Output;
import io.openluffy.cli.terminal.Times;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks at something until it is as wished, whenever the server tells that it has changed, and says
 * meanwhile what it is at. A server that is restarted is waited for.
 */
final class Lookout {
  /** Clocks on a terminal go on so often; nothing is asked of the server for it. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Luffy luffy;
  private final Api api;
  private final Output output;

  Lookout(Luffy luffy, Api api) {
    this.luffy = luffy;
    this.api = api;
    this.output = luffy.output();
  }

  /** A promotion when it is so, or as it is when the time is over. */
  JsonNode promotion(String id, Duration limit, Predicate<JsonNode> enough) {
    return until(
        "promotion/" + id,
        limit,
        () -> api.get("/api/v1/promotions/" + Api.quote(id)).path("promotion"),
        enough,
        now -> now.path("environment").asText() + ": " + Words.promotion(now));
  }

  /**
   * What is looked at when it is so, or as it is when the time is over.
   *
   * @param subject as the journal names it
   * @param words what it is at
   */
  JsonNode until(
      String subject,
      Duration limit,
      Supplier<JsonNode> look,
      Predicate<JsonNode> enough,
      Function<JsonNode, String> words) {
    var now = look.get();
    if (enough.test(now)) {
      return now;
    }
    var began = System.nanoTime();
    var leaving = Thread.ofPlatform().unstarted(this::leave);
    Runtime.getRuntime().addShutdownHook(leaving);
    try (var events = new EventStream(api, subject)) {
      var trouble = Optional.<ApiException>empty();
      while (!enough.test(now) && System.nanoTime() - began < limit.toNanos()) {
        trouble = trouble.or(events::trouble);
        if (trouble.isPresent()) {
          output.progress("  " + firstLine(trouble.get()), "");
        } else {
          output.progress("  " + words.apply(now), left(now));
        }
        if (events.changed(TICK) || trouble.isPresent()) {
          try {
            now = look.get();
            trouble = Optional.empty();
          } catch (ApiException e) {
            if (!e.isPassing()) {
              throw e;
            }
            trouble = Optional.of(e);
          }
        }
      }
      if (trouble.isPresent()) {
        throw trouble.get();
      }
      return now;
    } finally {
      stay(leaving);
      output.endProgress();
    }
  }

  /** Somebody pressed Ctrl-C. */
  private void leave() {
    output.endProgress();
    output.aside("Nobody looks on any more; what was asked for goes on.");
  }

  private static void stay(Thread leaving) {
    try {
      Runtime.getRuntime().removeShutdownHook(leaving);
    } catch (IllegalStateException e) {
      // It is being told already.
    }
  }

  private static String firstLine(ApiException trouble) {
    return String.valueOf(trouble.getMessage()).lines().findFirst().orElse("");
  }

  /** The time that is left of a wait with an end, or until the world is tried again. */
  private String left(JsonNode now) {
    if (now.at("/wait/reason").asText().equals("Retrying")) {
      return " (next try" + Times.in(now.at("/wait/until").asText(), luffy.now()) + ")";
    }
    var left = Times.left(now.at("/wait/until").asText(), luffy.now());
    return left.isEmpty() ? "" : " (" + left + ")";
  }
}
