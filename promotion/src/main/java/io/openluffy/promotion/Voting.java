package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.release.EmergencyRule;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody who looks at a promotion has to know of its approval.
 *
 * @param tally how the votes stand; empty where nobody votes (yet), or nobody can say at the moment
 * @param expires when votes are waited for no more, if ever
 * @param mayNotVote why the reader may not vote; empty if they may
 * @param glass who may break the glass; empty where there is none
 * @param mayNotBreakGlass why the reader may not; empty if they may
 */
public record Voting(
    Optional<Tally> tally,
    Optional<Instant> expires,
    Optional<Problem> mayNotVote,
    Optional<EmergencyRule> glass,
    Optional<Problem> mayNotBreakGlass) {}
