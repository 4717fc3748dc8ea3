package io.openluffy.server.web;

import io.openluffy.kernel.journal.JournalEntry;
import java.time.Instant;
import java.util.Map;

/** A journal row as the API shows it ({@code JournalEntry} in the OpenAPI document). */
public record JournalRow(
    long number,
    Instant at,
    String who,
    String door,
    String what,
    String about,
    Map<String, Object> details,
    String hash) {
  public static JournalRow of(JournalEntry entry) {
    return new JournalRow(
        entry.number(),
        entry.at(),
        entry.actor().name(),
        entry.actor().door().name(),
        entry.fact().what(),
        entry.fact().about(),
        entry.fact().details(),
        entry.hash());
  }
}
