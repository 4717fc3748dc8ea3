package io.openluffy.promotion;

import io.openluffy.release.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an approver was shown: if any of it changes, votes for it count no more. A release never
 * changes its content id, so that is bound with it.
 *
 * @param diffId digest over the desired manifests
 * @param digests of the release's images, by name: {@code backend=sha256:...}
 * @param configuration digest over what the environment's configuration says of approvals, values
 *     and secrets; empty in what an older server showed
 */
public record ApprovalBinding(
    ReleaseId release, String diffId, List<String> digests, Optional<String> configuration) {
  private static final String CONFIGURATION = "the environment's configuration";

  public ApprovalBinding {
    digests = digests.stream().sorted().toList();
  }

  /** Whether a vote on the other is a vote on this. */
  boolean isStill(ApprovalBinding other) {
    return changedSince(other).isEmpty();
  }

  /**
   * What is no longer as it was in the other, in words; empty when nothing differs. What was shown
   * when nobody wrote the configuration down was never bound to it.
   */
  public List<String> changedSince(ApprovalBinding other) {
    var changed = differences(other);
    if (other.configuration().isEmpty()) {
      changed.remove(CONFIGURATION);
    }
    return changed;
  }

  /** The same, where the other has to be complete: what somebody sends now. */
  List<String> differences(ApprovalBinding other) {
    var changed = new ArrayList<String>();
    if (!release.equals(other.release())) {
      changed.add("the release");
    }
    if (!digests.equals(other.digests())) {
      changed.add("the digests of its images");
    }
    if (!diffId.equals(other.diffId())) {
      changed.add("the rendered diff");
    }
    if (!configuration.equals(other.configuration())) {
      changed.add(CONFIGURATION);
    }
    return changed;
  }
}
