package io.openluffy.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.JournalEntry;
import io.openluffy.kernel.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreTest extends StoreContract {
  @TempDir static Path home;
  static EmbeddedPostgres postgres;

  @BeforeAll
  static void startPostgres() {
    postgres = EmbeddedPostgres.start(home);
  }

  @AfterAll
  static void stopPostgres() {
    postgres.close();
  }

  @Override
  Store open(SettableClock clock) {
    sql("drop schema public cascade", "create schema public");
    sql("create table ship (key text collate \"C\" primary key, version bigint, document jsonb)");
    return PostgresStore.open(postgres.address(), clock);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void followersSeeWhatAnotherServerCommits() throws Exception {
    var seen = new LinkedBlockingQueue<JournalEntry>();

    try (var other = PostgresStore.open(postgres.address(), clock);
        var following = store.journal().follow(seen::add)) {
      other.update(BEN, tx -> tx.record(fact("ship.seen")));

      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(other.journal().after(0, 1).getFirst());
      assertThat(following).isNotNull();
    }
  }

  static void sql(String... statements) {
    var address = postgres.address();
    Jdbi.create(address.url(), address.user(), address.password())
        .useHandle(
            handle -> {
              for (var statement : statements) {
                handle.execute(statement);
              }
            });
  }
}
