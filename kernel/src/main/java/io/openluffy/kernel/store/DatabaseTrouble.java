package io.openluffy.kernel.store;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** Tells what a database's complaint means for us. */
final class DatabaseTrouble {
  /** Somebody else was faster: serialization failure, deadlock, unique violation. */
  private static final Set<String> DISTURBED = Set.of("40001", "40P01", "23505");

  private static final Set<String> FULL = Set.of("53100");
  private static final Set<String> LOGIN = Set.of("28000", "28P01", "3D000");

  private DatabaseTrouble() {}

  static boolean isDisturbance(Throwable thrown) {
    return cause(thrown).map(SQLException::getSQLState).filter(DISTURBED::contains).isPresent();
  }

  /** The exception to throw on: the world's, or a bug of ours. */
  static RuntimeException of(DatabaseAddress address, Throwable thrown) {
    if (thrown instanceof ProblemException problem) {
      return problem;
    }
    var cause = cause(thrown);
    if (cause.isEmpty()) {
      return thrown instanceof RuntimeException own ? own : new IllegalStateException(thrown);
    }
    var state = String.valueOf(cause.get().getSQLState());
    if (FULL.contains(state)) {
      return world("store.disk-full", "The database's disk is full", "Make room there.", address)
          .asException(thrown);
    }
    if (LOGIN.contains(state)) {
      return Problem.user(
              "store.login",
              "The database refuses us: " + firstLine(cause.get()) + ".",
              Where.of(address.toString()),
              "Check user, password and database name in --database-url.")
          .asException(thrown);
    }
    if (isUnreachable(cause.get(), state)) {
      return world(
              "store.unreachable",
              "The database can't be reached",
              "It is tried again; check that it runs.",
              address)
          .asException(thrown);
    }
    return new IllegalStateException(
        "The database refused a statement (" + state + "): " + firstLine(cause.get()), thrown);
  }

  private static boolean isUnreachable(SQLException cause, String state) {
    return cause instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("53")
        || state.startsWith("58");
  }

  private static Problem world(
      String code, String message, String remedy, DatabaseAddress address) {
    return Problem.world(code, message + ".", Where.of(address.toString()), remedy);
  }

  /** The deepest SQLException: Hikari and JDBI wrap the driver's. */
  private static Optional<SQLException> cause(Throwable thrown) {
    Optional<SQLException> found = Optional.empty();
    for (var at = Optional.of(thrown); at.isPresent(); at = at.map(Throwable::getCause)) {
      if (at.get() instanceof SQLException sql && (found.isEmpty() || sql.getSQLState() != null)) {
        found = Optional.of(sql);
      }
    }
    return found;
  }

  private static String firstLine(SQLException cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
