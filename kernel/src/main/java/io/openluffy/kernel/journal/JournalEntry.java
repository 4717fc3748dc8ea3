package io.openluffy.kernel.journal;

import java.time.Instant;

/**
 * One row of the journal.
 *
 * @param number 1-based, without gaps, in the order of commit
 * @param previous hash of row {@code number - 1}; 64 zeros for the first
 * @param hash SHA-256 in lower-case hex over the previous hash and every other column
 */
public record JournalEntry(
    long number, Instant at, Actor actor, Fact fact, String previous, String hash) {}
