package io.openluffy.promotion;

import io.openluffy.release.ReleaseId;

/**
 * A release that declares that it can't be taken back.
 *
 * @param number of the release in its project
 * @param reason why it can't
 */
public record Irreversible(ReleaseId release, long number, String tag, String reason) {
  public String inWords() {
    return tag + " can't be taken back: " + reason;
  }
}
