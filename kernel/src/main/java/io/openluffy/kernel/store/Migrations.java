package io.openluffy.kernel.store;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * Brings the database's tables up to date with the rooms that are on the class path.
 *
 * <p>The table {@code migrated} says which set of migrations was last run to its end, so that a
 * start which brings nothing new does not ask Flyway, which takes longer than all else here.
 */
final class Migrations {
  /** Ours alone, so that a database can be shared with others. */
  static final String SCHEMA = "openluffy";

  private Migrations() {}

  static void run(DatabaseAddress address) {
    var ours = MigrationFiles.fingerprint(Migrations.class.getClassLoader());
    try (var connection =
        DriverManager.getConnection(address.url(), address.user(), address.password())) {
      if (recorded(connection).equals(Optional.of(ours))) {
        return;
      }
      migrate(address);
      record(connection, ours);
    } catch (SQLException e) {
      throw DatabaseTrouble.of(address, e);
    }
  }

  private static Optional<String> recorded(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      var there = "select to_regclass('" + SCHEMA + ".migrated') is not null";
      try (var answer = statement.executeQuery(there)) {
        if (!answer.next() || !answer.getBoolean(1)) {
          return Optional.empty();
        }
      }
      try (var answer = statement.executeQuery("select fingerprint from " + SCHEMA + ".migrated")) {
        return answer.next() ? Optional.of(answer.getString(1)) : Optional.empty();
      }
    }
  }

  private static void record(Connection connection, String fingerprint) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into "
                + SCHEMA
                + ".migrated (fingerprint) values (?)"
                + " on conflict (only_row) do update set fingerprint = excluded.fingerprint")) {
      statement.setString(1, fingerprint);
      statement.executeUpdate();
    }
  }

  /** Rooms number their migrations independently, so they may come out of order. */
  private static void migrate(DatabaseAddress address) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(address.url(), address.user(), address.password())
          .locations("classpath:" + MigrationFiles.FOLDER)
          .defaultSchema(SCHEMA)
          .createSchemas(true)
          .outOfOrder(true)
          .ignoreMigrationPatterns("*:missing", "*:future")
          .table("schema_history")
          .connectRetries(3)
          .load()
          .migrate();
    } catch (FlywayValidateException e) {
      throw Problem.user(
              "store.migrations",
              "The tables of the database were made by another version of OpenLuffy.",
              Where.of(address.toString()),
              "Use the version that made them, or another database.")
          .asException(e);
    } catch (FlywayException e) {
      throw DatabaseTrouble.of(address, e);
    }
  }
}
