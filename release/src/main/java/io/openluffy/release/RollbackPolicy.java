package io.openluffy.release;

import java.time.Duration;
import java.util.Set;

/**
 * When an environment is taken back by itself.
 *
 * @param on the troubles that count
 * @param within for how long after its arrival a release is watched
 */
public record RollbackPolicy(Set<Trouble> on, Duration within) {

  /** What can be wrong with a release in an environment. */
  public enum Trouble {
    SYNC_FAILED("syncFailed"),
    DEGRADED("degraded");

    private final String written;

    Trouble(String written) {
      this.written = written;
    }

    /** As the configuration has it. */
    public String written() {
      return written;
    }
  }

  public RollbackPolicy {
    on = Set.copyOf(on);
  }
}
