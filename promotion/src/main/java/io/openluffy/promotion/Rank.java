package io.openluffy.promotion;

import java.time.Instant;

/**
 * Orders what wants to enter an environment: the greater one supersedes the smaller.
 *
 * @param at when the release was pushed, or when a person asked for it
 * @param number of the release in its project, for pushes at the same instant
 */
public record Rank(Instant at, long number) implements Comparable<Rank> {
  @Override
  public int compareTo(Rank other) {
    int byTime = at.compareTo(other.at);
    return byTime == 0 ? Long.compare(number, other.number) : byTime;
  }
}
