package io.openluffy.git;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a tree by its SHA-1: two equal ids are two equal folders. 40 lower-case hex digits. */
public record TreeId(@JsonValue String hex) implements Comparable<TreeId> {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TreeId {
    HexRules.require(hex, 40, "TreeId");
  }

  /** The first seven digits, as people quote it. */
  public String abbreviated() {
    return hex.substring(0, 7);
  }

  @Override
  public int compareTo(TreeId other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
