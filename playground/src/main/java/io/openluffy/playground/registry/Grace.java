package io.openluffy.playground.registry;

import java.time.Duration;

/**
 * How long what nobody uses is kept.
 *
 * @param content manifests and blobs, since they were pushed, asked for or lost their last tag
 * @param uploads since they got their last byte
 */
public record Grace(Duration content, Duration uploads) {
  /** Promises are written down at most once an hour, so they hold an hour less. */
  private static final Duration SHORTEST = Duration.ofHours(2);

  /** A week of holidays does not cost what was pushed by digest; a broken push is tried again. */
  public static final Grace USUAL = new Grace(Duration.ofDays(7), Duration.ofDays(1));

  public Grace {
    if (content.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("Content is kept for two hours at least");
    }
  }
}
