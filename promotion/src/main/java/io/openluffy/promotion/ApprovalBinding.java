package io.openluffy.promotion;

import io.openluffy.release.ReleaseId;
import java.util.List;

/**
 * What an approver was shown: if any of it changes, votes for it count no more.
 *
 * @param diffId digest over the desired manifests
 * @param digests of the release's images, by name: {@code backend=sha256:...}
 */
public record ApprovalBinding(ReleaseId release, String diffId, List<String> digests) {
  public ApprovalBinding {
    digests = digests.stream().sorted().toList();
  }
}
