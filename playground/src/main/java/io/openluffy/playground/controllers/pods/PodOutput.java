package io.openluffy.playground.controllers.pods;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The lines that containers have written lately, such as the requests they served. */
public final class PodOutput {
  private static final int LINES = 1000;
  private static final int CONTAINERS = 500;

  private long last;
  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, ArrayDeque<Line>> lines =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Line>> eldest) {
          return size() > CONTAINERS;
        }
      };

  /**
   * What was written when.
   *
   * @param number grows from line to line
   */
  public record Line(long number, Instant at, String text) {}

  public void add(String podUid, String container, Instant at, String text) {
    synchronized (lines) {
      var all = lines.computeIfAbsent(podUid + "/" + container, k -> new ArrayDeque<>());
      all.add(new Line(++last, at, text));
      if (all.size() > LINES) {
        all.remove();
      }
    }
    listeners.forEach(Runnable::run);
  }

  /** The last lines, oldest first. */
  public List<Line> of(String podUid, String container) {
    synchronized (lines) {
      var all = lines.get(podUid + "/" + container);
      return all == null ? List.of() : List.copyOf(all);
    }
  }

  /** Calls back after each new line, until closed. */
  public AutoCloseable onLine(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
