package io.openluffy.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.postgres.EmbeddedPostgres;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
  @TempDir Path home;

  private static void open(EmbeddedPostgres postgres) {
    PostgresStore.open(postgres.address(), SettableClock.atNoon()).close();
  }

  private static Jdbi sql(EmbeddedPostgres postgres) {
    var address = postgres.address();
    return Jdbi.create(
        address.url() + "?currentSchema=openluffy", address.user(), address.password());
  }

  @Test
  void aStartThatBringsNothingNewRunsNone() {
    try (var postgres = EmbeddedPostgres.start(home)) {
      open(postgres);
      var sql = sql(postgres);
      sql.useHandle(handle -> handle.execute("drop table schema_history"));

      open(postgres); // would not find its history, and begin from nothing

      sql.useHandle(
          handle ->
              assertThat(
                      handle
                          .createQuery("select to_regclass('schema_history') is null")
                          .mapTo(Boolean.class)
                          .one())
                  .isTrue());
    }
  }

  @Test
  void aStartWithOtherMigrationsRunsThem() {
    try (var postgres = EmbeddedPostgres.start(home)) {
      open(postgres);
      var sql = sql(postgres);
      sql.useHandle(
          handle -> {
            handle.execute("update migrated set fingerprint = 'of an older version'");
            handle.execute("drop table ship");
            handle.execute("delete from schema_history where script like '%ship%'");
          });

      open(postgres);

      sql.useHandle(
          handle -> {
            assertThat(handle.createQuery("select * from ship").mapToMap().list()).isEmpty();
            assertThat(handle.select("select fingerprint from migrated").mapTo(String.class).one())
                .isEqualTo(MigrationFiles.fingerprint(Migrations.class.getClassLoader()));
          });
    }
  }

  @Test
  void theFingerprintTellsSetsApartInFoldersAndJars() throws Exception {
    var folder = Files.createDirectories(home.resolve("classes/db/migration/room"));
    Files.writeString(folder.resolve("V1_1__a.sql"), "select 1");
    var jar = home.resolve("room.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("db/migration/"));
      out.putNextEntry(new ZipEntry("db/migration/room/V1_1__a.sql"));
      out.write("select 1".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      out.closeEntry();
    }

    var inFolder = fingerprint(home.resolve("classes"));

    assertThat(inFolder).isEqualTo(fingerprint(jar)).isNotEqualTo(fingerprint(home));
    Files.writeString(folder.resolve("V1_1__a.sql"), "select 2");
    assertThat(fingerprint(home.resolve("classes"))).isNotEqualTo(inFolder);
  }

  private static String fingerprint(Path place) throws Exception {
    try (var loader = new URLClassLoader(new URL[] {place.toUri().toURL()}, null)) {
      return MigrationFiles.fingerprint(loader);
    }
  }
}
