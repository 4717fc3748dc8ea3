package io.openluffy.promotion;

import io.openluffy.kernel.Wait;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that has to be true before a release is in an environment.
 *
 * @param title short and stable, such as {@code Approved}
 * @param message what is so, or what is waited for
 * @param reason of the wait, as in {@link Wait}; empty where nothing is waited for
 * @param who the person or role it waits for
 * @param until when the wait ends by itself, or the world is tried again
 */
public record Condition(
    boolean met,
    String title,
    String message,
    Optional<String> reason,
    Optional<String> who,
    Optional<Instant> since,
    Optional<Instant> until) {

  public static Condition met(String title, String message) {
    return plain(true, title, message, Optional.empty());
  }

  public static Condition met(String title, String message, Instant since) {
    return plain(true, title, message, Optional.of(since));
  }

  public static Condition unmet(String title, String message) {
    return plain(false, title, message, Optional.empty());
  }

  public static Condition unmet(String title, String message, Instant since) {
    return plain(false, title, message, Optional.of(since));
  }

  static Condition waits(String title, Wait wait, Instant now) {
    return new Condition(
        false,
        title,
        wait.message(),
        Optional.of(wait.reason()),
        wait.who(),
        Optional.of(wait.since()),
        wait.until(now));
  }

  private static Condition plain(
      boolean met, String title, String message, Optional<Instant> since) {
    return new Condition(
        met, title, message, Optional.empty(), Optional.empty(), since, Optional.empty());
  }
}
