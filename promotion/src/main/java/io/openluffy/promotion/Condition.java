package io.openluffy.promotion;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that has to be true before a release is in an environment.
 *
 * @param title short and stable, such as {@code Approved}
 * @param message what is so, or what is waited for
 * @param who the person or role it waits for
 */
public record Condition(
    boolean met,
    String title,
    String message,
    Optional<String> who,
    Optional<Instant> since,
    Optional<Instant> until) {

  public static Condition met(String title, String message) {
    return new Condition(
        true, title, message, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Condition unmet(String title, String message) {
    return new Condition(
        false, title, message, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
