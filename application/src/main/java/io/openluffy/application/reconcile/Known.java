package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.target.TargetSet;
import io.openluffy.git.CommitId;
import java.time.Instant;
import java.util.List;

/**
 * What the last round found out from git, so that an event of the cluster needs no git.
 *
 * @param spec that it was found out for
 * @param basis names all that the target was made of; while it is the same, so is the target
 */
record Known(JsonNode spec, List<CommitId> revisions, String basis, TargetSet target, Instant at) {
  Known {
    revisions = List.copyOf(revisions);
  }

  Known seenAgain(List<CommitId> newest, Instant now) {
    return new Known(spec, newest, basis, target, now);
  }
}
