package io.openluffy.server.api;

import io.openluffy.kernel.journal.Journal;
import io.openluffy.server.access.Role;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.EventStream;
import io.openluffy.server.web.JournalRow;
import io.openluffy.server.web.Routes;
import java.util.LinkedHashMap;

/** The journal: read, verified, and followed. */
public final class JournalApi {
  private final Journal journal;
  private final EventStream events;

  public JournalApi(Journal journal, EventStream events) {
    this.journal = journal;
    this.events = events;
  }

  public void routes(Routes routes) {
    var viewer = Routes.role(Role.VIEWER);
    routes.get("/api/v1/journal", viewer, this::rows);
    routes.post("/api/v1/journal/verify", viewer, call -> verify());
    routes.get("/api/v1/events", viewer, this::follow);
  }

  private Answer rows(Call call) {
    var limit = (int) call.number("limit", 100, 1, 1_000);
    var rows =
        call.query("about")
            .map(subject -> journal.about(subject, limit))
            .orElseGet(() -> journal.after(after(call, limit), limit));
    return Answer.json(rows.stream().map(JournalRow::of).toList());
  }

  private long after(Call call, int limit) {
    return call.flag("newest")
        ? Math.max(0, journal.last() - limit)
        : call.number("after", 0, 0, Long.MAX_VALUE);
  }

  private Answer verify() {
    var rows = journal.last();
    var problem = journal.verify();
    var verdict = new LinkedHashMap<String, Object>();
    verdict.put("intact", problem.isEmpty());
    verdict.put("rows", rows);
    problem.ifPresent(found -> verdict.put("message", found.inWords()));
    return Answer.json(verdict);
  }

  private Answer follow(Call call) {
    var after =
        call.header("Last-Event-ID")
            .map(JournalApi::number)
            .orElseGet(() -> call.number("after", journal.last(), 0, Long.MAX_VALUE));
    events.admit();
    return Answer.stream("text/event-stream", out -> events.write(after, out, call::stillWelcome));
  }

  /** Less than 0 for what was never an id of ours. */
  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
