package io.openluffy.kernel.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Connections for reading, each transaction one consistent picture. */
final class Readers implements AutoCloseable {
  private final DatabaseAddress address;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  Readers(DatabaseAddress address, int connections) {
    this.address = address;
    pool = pool(address, "reader", connections, true);
    jdbi = Jdbi.create(pool);
  }

  <R> R read(Function<Handle, R> work) {
    try {
      return jdbi.inTransaction(work::apply);
    } catch (RuntimeException e) {
      throw DatabaseTrouble.of(address, e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  /** The isolation is set once per connection, so that a transaction costs no extra round trip. */
  static HikariDataSource pool(
      DatabaseAddress address, String name, int connections, boolean readOnly) {
    var config = new HikariConfig();
    config.setPoolName("openluffy-" + name);
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setAutoCommit(false);
    config.setReadOnly(readOnly);
    config.setTransactionIsolation(
        readOnly ? "TRANSACTION_REPEATABLE_READ" : "TRANSACTION_READ_COMMITTED");
    config.setConnectionTimeout(10_000);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "openluffy");
    config.addDataSourceProperty("currentSchema", Migrations.SCHEMA);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new HikariDataSource(config);
  }
}
