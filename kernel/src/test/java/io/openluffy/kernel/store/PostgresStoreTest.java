package io.openluffy.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.JournalEntry;
import io.openluffy.kernel.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
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
    sql("drop schema if exists openluffy cascade");
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

  @Test
  void whatSomebodyDoesToTheJournalIsFoundAndNamed() {
    for (var i = 0; i < 5; i++) {
      store.update(BEN, tx -> tx.record(fact("ship.built")));
    }

    assertThat(afterTampering("update journal set actor = 'eve' where number = 3"))
        .isEqualTo("Row 3 of the journal was changed after it was written.");
    assertThat(
            afterTampering("update journal set details = '{\"why\" : \"test\"}' where number = 2"))
        .isEqualTo("Row 2 of the journal was changed after it was written.");
    assertThat(afterTampering("delete from journal where number = 2"))
        .isEqualTo("Row 2 of the journal was removed.");
    assertThat(afterTampering("delete from journal where number > 3"))
        .isEqualTo("Rows 4 to 5 at the end of the journal were removed.");
    assertThat(afterTampering("delete from journal where number < 3"))
        .isEqualTo("Rows 1 to 2 of the journal were removed.");
    assertThat(afterTampering(COPY.formatted("6"))).startsWith("Row 6 of the journal was changed");
    assertThat(afterTampering(COPY.formatted("0"))).startsWith("Row 0 of the journal was inserted");
    assertThat(afterTampering("update journal set door = 'WINDOW' where number = 4"))
        .isEqualTo("Row 4 of the journal was changed after it was written.");
    assertThat(store.journal().verify()).isEmpty();
  }

  private static final String COPY =
      "insert into journal select %s, at, actor, door, what, about, details, previous, hash"
          + " from journal where number = 5";

  /** What verifying tells after somebody got at the table; then all is as before. */
  private String afterTampering(String statement) {
    sql(
        "create table journal_before as select * from journal",
        "alter table journal disable trigger user",
        statement);
    var found = store.journal().verify().orElseThrow().message();
    sql(
        "truncate journal",
        "insert into journal select * from journal_before",
        "alter table journal enable trigger user",
        "drop table journal_before");
    return found;
  }

  @Test
  @Tag("long")
  void aHundredThousandRowsAreWrittenByManyAndVerifiedInSeconds() throws Exception {
    var writers = 8;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (var writer = 0; writer < writers; writer++) {
        running.add(threads.submit(() -> append(100_000 / writers)));
      }
      for (var each : running) {
        each.get();
      }
    }

    var begun = System.nanoTime();
    var verdict = store.journal().verify();

    assertThat(verdict).isEmpty();
    assertThat(store.journal().last()).isEqualTo(100_000);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    assertThat(afterTampering("update journal set about = 'x' where number = 77777"))
        .isEqualTo("Row 77777 of the journal was changed after it was written.");
  }

  private void append(int rows) {
    for (var written = 0; written < rows; written += 50) {
      store.update(
          BEN,
          tx -> {
            for (var row = 0; row < 50; row++) {
              tx.record(fact("ship.built"));
            }
          });
    }
  }

  @Test
  void theJournalRefusesToBeChanged() {
    store.update(BEN, tx -> tx.record(fact("ship.built")));

    assertThatThrownBy(() -> sql("update journal set actor = 'eve'"))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> sql("truncate journal")).hasMessageContaining("append-only");
  }

  @Test
  void theRowsAboutSomethingAreFoundByIndex() {
    assertThat(plan("select * from journal where about = 'x' order by number desc limit 5"))
        .contains("journal_about")
        .doesNotContain("Sort");
    assertThat(
            plan("select * from ship where (document->>'fleet') = 'x' order by key desc limit 5"))
        .contains("ship_fleet")
        .doesNotContain("Sort");
  }

  private static String plan(String query) {
    return jdbi()
        .withHandle(
            handle -> {
              handle.execute("set enable_seqscan = off");
              handle.execute("set enable_bitmapscan = off");
              var lines = handle.createQuery("explain " + query).mapTo(String.class).list();
              return String.join("\n", lines);
            });
  }

  static void sql(String... statements) {
    jdbi()
        .useHandle(
            handle -> {
              for (var statement : statements) {
                handle.execute(statement);
              }
            });
  }

  private static Jdbi jdbi() {
    var address = postgres.address();
    var url = address.url() + "?currentSchema=openluffy";
    return Jdbi.create(url, address.user(), address.password());
  }
}
