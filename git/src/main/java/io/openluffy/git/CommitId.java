package io.openluffy.git;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a commit by its SHA-1. 40 lower-case hex digits. */
public record CommitId(@JsonValue String hex) implements Comparable<CommitId> {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CommitId {
    HexRules.require(hex, 40, "CommitId");
  }

  /** The first seven digits, as people quote it. */
  public String abbreviated() {
    return hex.substring(0, 7);
  }

  @Override
  public int compareTo(CommitId other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
