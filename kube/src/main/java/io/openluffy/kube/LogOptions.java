package io.openluffy.kube;

import java.util.OptionalInt;

/**
 * Which part of a container's log.
 *
 * @param tail only the last lines
 * @param previous of the container's former life, after a crash
 */
public record LogOptions(
    boolean follow,
    OptionalInt tail,
    boolean previous,
    boolean timestamps,
    OptionalInt sinceSeconds) {
  public static LogOptions last(int lines) {
    return new LogOptions(false, OptionalInt.of(lines), false, false, OptionalInt.empty());
  }

  public LogOptions following() {
    return new LogOptions(true, tail, previous, timestamps, sinceSeconds);
  }
}
