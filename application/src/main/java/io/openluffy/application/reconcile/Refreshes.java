package io.openluffy.application.reconcile;

import io.openluffy.application.ApplicationName;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which applications are to be compared with git again, and how thoroughly. */
final class Refreshes {
  /** From the least to the most. */
  enum Level {
    /** The branches are known to be current here. */
    RESOLVE,
    /** The repository is fetched first. */
    FETCH,
    /** And everything is rendered again. */
    HARD
  }

  private final ConcurrentMap<ApplicationName, Level> asked = new ConcurrentHashMap<>();

  void ask(ApplicationName name, Level level) {
    asked.merge(name, level, (one, other) -> one.compareTo(other) >= 0 ? one : other);
  }

  /** Takes the request out; it has to be asked again if it cannot be fulfilled. */
  Optional<Level> take(ApplicationName name) {
    return Optional.ofNullable(asked.remove(name));
  }
}
