package io.openluffy.kernel.postgres;

import io.openluffy.kernel.PrivateFiles;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's data: made once, and repaired after an unclean stop. */
record DataFolder(Path folder, Path binaries, RunAs runAs, Path passwordFile) {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
  static final String USER = "openluffy";
  private static final String MAJOR = "17";

  /**
   * Makes the data unless it is there; an interrupted attempt leaves nothing behind that counts.
   */
  void prepare() throws IOException {
    if (Files.exists(folder.resolve("PG_VERSION"))) {
      checkVersion();
      runAs.give(folder);
      if (!Files.exists(passwordFile)) {
        setPassword();
      }
      return;
    }
    LOG.info("making a database in {}", folder);
    var fresh = folder.resolveSibling(folder.getFileName() + ".new");
    PostgresBinaries.removeAll(fresh);
    PrivateFiles.createFolder(fresh);
    var password = newPassword();
    var handed = PrivateFiles.write(folder.resolveSibling("postgres-password.new"), password);
    try {
      runAs.give(fresh);
      runAs.give(handed);
      initialise(fresh, handed);
    } finally {
      Files.deleteIfExists(handed);
    }
    PrivateFiles.write(passwordFile, password);
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  String password() throws IOException {
    return Files.readString(passwordFile).strip();
  }

  PostmasterFile postmaster() {
    return new PostmasterFile(folder);
  }

  private void checkVersion() throws IOException {
    var version = Files.readString(folder.resolve("PG_VERSION")).strip();
    if (!version.equals(MAJOR)) {
      throw Problem.user(
              "store.version",
              "The database was made by PostgreSQL %s, and this is %s.".formatted(version, MAJOR),
              Where.of(folder.toString()),
              "Start the older server and dump the data, or choose another folder with --home.")
          .asException();
    }
  }

  private void initialise(Path fresh, Path passwordFile) throws IOException {
    var output =
        run(
            "",
            "initdb",
            "-D",
            fresh.toString(),
            "-U",
            USER,
            "--pwfile=" + passwordFile,
            "-A",
            "scram-sha-256",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-instructions",
            "--wal-segsize=4");
    if (output.isPresent()) {
      throw new IOException("initdb failed: " + output.get());
    }
  }

  /** Gives the database a new password when the file with the old one was lost. */
  private void setPassword() throws IOException {
    LOG.warn("the password of the database was lost; setting a new one");
    postmaster().clear();
    var password = newPassword();
    var output =
        run(
            "alter role %s password '%s';\n".formatted(USER, password),
            "postgres",
            "--single",
            "-D",
            folder.toString(),
            "postgres");
    if (output.isPresent()) {
      throw new IOException("the password of the database can't be set: " + output.get());
    }
    PrivateFiles.write(passwordFile, password);
  }

  /** Runs one of PostgreSQL's programs; the answer is its output if it failed. */
  private Optional<String> run(String input, String program, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(binaries.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    var process = runAs.builder(command).directory(new File("/")).redirectErrorStream(true).start();
    try (var in = process.outputWriter()) {
      in.write(input);
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? Optional.empty() : Optional.of(output.strip());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(program + " was interrupted", e);
    }
  }

  private static String newPassword() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
