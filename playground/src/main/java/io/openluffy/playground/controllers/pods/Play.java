package io.openluffy.playground.controllers.pods;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.controllers.loop.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a container is to play, instead of simply running: read from the pod's annotation {@code
 * openluffy.io/play} (or {@code openluffy.io/play.<container>}), else from the image's label of
 * that name.
 *
 * @param crashAfter exits with code 1 after this time, again and again
 * @param unready never becomes ready
 * @param degradeAfter stops being ready this long after it became so
 * @param slow becomes ready only after this time
 * @param fail ends with exit code 1 where it would end with 0
 * @param runs how long it runs when it is to end by itself
 * @param evictAfter the node drives the whole pod out after this time
 * @param noImage its image never comes
 */
public record Play(
    Optional<Duration> crashAfter,
    boolean unready,
    Optional<Duration> degradeAfter,
    Optional<Duration> slow,
    boolean fail,
    Optional<Duration> runs,
    Optional<Duration> evictAfter,
    boolean noImage) {
  public static final String NAME = "openluffy.io/play";

  private static final Duration AT_ONCE = Duration.ofMillis(100);
  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

  /** Simply runs. */
  public static final Play NOTHING = parse("");

  static Play of(JsonNode pod, String container, Map<String, String> imageLabels) {
    return Fields.annotation(pod, NAME + "." + container)
        .or(() -> Fields.annotation(pod, NAME))
        .or(() -> Optional.ofNullable(imageLabels.get(NAME)))
        .map(Play::parse)
        .orElse(NOTHING);
  }

  /** When the node drives a pod out: only the pod's own annotation counts. */
  static Optional<Instant> evictedAt(JsonNode pod) {
    return Fields.annotation(pod, NAME)
        .flatMap(text -> parse(text).evictAfter())
        .flatMap(after -> Fields.time(pod, "/status/startTime").map(start -> start.plus(after)));
  }

  /** Reads words such as {@code slow=5s,degrade-after=30s}; unknown words are left out. */
  public static Play parse(String text) {
    var words = new HashMap<String, Optional<Duration>>();
    for (var word : text.split("[,\\s]+")) {
      var equals = word.indexOf('=');
      var name = equals < 0 ? word : word.substring(0, equals);
      words.put(name, equals < 0 ? Optional.empty() : time(word.substring(equals + 1)));
    }
    var crash = words.containsKey("crash") ? Optional.of(AT_ONCE) : Optional.<Duration>empty();
    return new Play(
        words.getOrDefault("crash-after", crash),
        words.containsKey("unready") || words.containsKey("crash"),
        words.getOrDefault("degrade-after", Optional.empty()),
        words.getOrDefault("slow", Optional.empty()),
        words.containsKey("fail"),
        words.getOrDefault("runs", Optional.empty()),
        words.containsKey("evict")
            ? Optional.of(Duration.ZERO)
            : words.getOrDefault("evict-after", Optional.empty()),
        words.containsKey("no-image"));
  }

  private static Optional<Duration> time(String text) {
    var time = TIME.matcher(text);
    if (!time.matches()) {
      return Optional.empty();
    }
    var count = Long.parseLong(time.group(1));
    return Optional.of(
        switch (time.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofSeconds(count);
        });
  }
}
