package io.openluffy.promotion;

import io.openluffy.kernel.Wait;
import java.util.List;

/** What the rules make of a promotion. */
sealed interface Decision {

  /** Something happened: record it, and decide again. */
  record Happened(List<PromotionEvent> events) implements Decision {
    public Happened {
      events = List.copyOf(events);
    }

    static Happened of(PromotionEvent event) {
      return new Happened(List.of(event));
    }
  }

  /** The tags have to be written; that they were is recorded afterwards. */
  record Write() implements Decision {}

  /** The Application has to look at git again; then wait. */
  record Refresh(Wait waiting) implements Decision {}

  /** The Application has to be synced; then wait. */
  record Sync(Wait waiting) implements Decision {}

  record Stay(Wait waiting) implements Decision {}
}
