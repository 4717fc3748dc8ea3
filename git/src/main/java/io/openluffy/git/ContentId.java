package io.openluffy.git;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names the source of a commit without the paths that promotions write: two equal ids are the same
 * software, whatever branch or commit they came from. 64 lower-case hex digits of a SHA-256.
 */
public record ContentId(@JsonValue String hex) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ContentId {
    HexRules.require(hex, 64, "ContentId");
  }

  /** The first twelve digits, as people quote it. */
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return hex;
  }
}
