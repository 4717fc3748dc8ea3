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
 */
record Known(JsonNode spec, List<CommitId> revisions, TargetSet target, Instant at) {}
