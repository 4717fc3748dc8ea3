package io.openluffy.promotion;

import io.openluffy.git.ContentId;
import io.openluffy.release.ProjectName;
import io.openluffy.release.ReleaseId;
import java.time.Instant;

/**
 * Somebody's word that a release is bad. It holds for every release with the same content, because
 * that is the same software.
 */
public record BadMark(
    ReleaseId release,
    ProjectName project,
    ContentId contentId,
    String tag,
    String reason,
    String by,
    Instant at) {

  /** As it is said of a release. */
  public String of(ReleaseId other) {
    return (other.equals(release)
            ? "It is marked as bad by "
            : "It has the content of " + release + ", which is marked as bad by ")
        + by
        + ": "
        + reason;
  }
}
