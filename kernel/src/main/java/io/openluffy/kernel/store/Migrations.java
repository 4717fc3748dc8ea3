package io.openluffy.kernel.store;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings the database's tables up to date with the rooms that are on the class path. */
final class Migrations {
  /** Ours alone, so that a database can be shared with others. */
  static final String SCHEMA = "openluffy";

  private Migrations() {}

  /** Rooms number their migrations independently, so they may come out of order. */
  static void run(DatabaseAddress address) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(address.url(), address.user(), address.password())
          .locations("classpath:db/migration")
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
