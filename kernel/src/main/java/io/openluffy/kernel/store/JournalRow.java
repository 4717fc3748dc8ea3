package io.openluffy.kernel.store;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.journal.JournalChain;
import io.openluffy.kernel.journal.JournalChain.Head;
import io.openluffy.kernel.journal.JournalEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A journal row beside the exact text of its details.
 *
 * @param details JSON as hashed and stored
 */
record JournalRow(JournalEntry entry, String details) {

  /** The row that follows a head. */
  static JournalRow following(Head head, Instant now, Actor actor, Fact fact) {
    var details = StoredText.json(fact.details());
    var at = now.truncatedTo(ChronoUnit.MICROS);
    var by = new Actor(StoredText.clean(actor.name()), actor.door());
    var kept = stored(StoredText.clean(fact.what()), StoredText.clean(fact.about()), details);
    var number = head.number() + 1;
    var hash = JournalChain.hash(head.hash(), number, at, by, kept, details);
    return new JournalRow(new JournalEntry(number, at, by, kept, head.hash(), hash), details);
  }

  static Fact stored(String what, String about, String details) {
    @SuppressWarnings("unchecked") // the details of a fact are an object
    Map<String, Object> map = Json.read(details, LinkedHashMap.class);
    return new Fact(what, about, map);
  }

  Head head() {
    return new Head(entry.number(), entry.hash());
  }
}
