package io.openluffy.kernel.postgres;

import io.openluffy.kernel.DiskTrouble;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server process, which ends when we do, however we end. */
final class PostgresProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresProcess.class);
  private static final int STEP_MILLIS = 5;
  private static final int STEPS = 60_000; // recovery after a power cut may take minutes
  private static final int PORTS_TO_TRY = 4;
  private static final long LOG_LIMIT = 1 << 20;

  /** Stops PostgreSQL when our end of its input closes: when we say so, exit, or are killed. */
  private static final String WATCHED =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      server=$!
      ( cat <&3 >/dev/null; kill -INT $server ) 2>/dev/null &
      watcher=$!
      exec 3<&-
      wait $server
      status=$?
      kill $watcher 2>/dev/null
      exit $status
      """;

  private final Process process;
  private final int port;

  private PostgresProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it on any free port and waits until it answers. */
  static PostgresProcess start(DataFolder data, Path log) throws IOException {
    return start(data, log, PostgresProcess::freePort, PORTS_TO_TRY);
  }

  /** Starts it where those who knew its predecessor look for it. */
  static PostgresProcess startAgain(DataFolder data, Path log, int port) throws IOException {
    return start(data, log, () -> port, 1);
  }

  private interface PortChoice {
    int next() throws IOException;
  }

  private static PostgresProcess start(DataFolder data, Path log, PortChoice ports, int attempts)
      throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
      Files.delete(log);
    }
    data.postmaster().clear();
    for (var attempt = 1; ; attempt++) {
      var port = ports.next();
      var logged = Files.exists(log) ? Files.size(log) : 0;
      var builder = data.runAs().builder(command(data, port));
      builder.directory(data.binaries().toFile()).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      var started = new PostgresProcess(builder.start(), port);
      if (started.becomesReady(data)) {
        return started;
      }
      started.close();
      var complaint = Files.readString(log).substring((int) logged);
      if (attempt == attempts || !complaint.contains("Address already in use")) {
        throw failed(data, complaint);
      }
    }
  }

  int port() {
    return port;
  }

  /** Waits until it ends, whoever wanted that. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  /** Also who is interrupted waits for the end: the next start would meet this one otherwise. */
  @Override
  public void close() {
    var interrupted = Thread.interrupted();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        LOG.warn("the database doesn't stop; it is killed");
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      LOG.debug("the database had stopped by itself", e);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean becomesReady(DataFolder data) {
    for (var step = 0; step < STEPS && process.isAlive(); step++) {
      if (data.postmaster()
          .read()
          .filter(status -> status.port() == port && status.ready())
          .isPresent()) {
        return true;
      }
      try {
        Thread.sleep(STEP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private static List<String> command(DataFolder data, int port) {
    var command = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("setsid"); // Ctrl-C is for us alone: we stop the database when we are done
    }
    command.addAll(List.of("sh", "-c", WATCHED, "openluffy-postgres"));
    command.add(data.binaries().resolve("bin/postgres").toString());
    command.addAll(List.of("-D", data.folder().toString(), "-p", Integer.toString(port)));
    SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
    return command;
  }

  /** Small, quick to start, and as durable as any. */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "max_connections=48",
          "shared_buffers=32MB",
          "wal_buffers=1MB",
          "work_mem=4MB",
          "maintenance_work_mem=32MB",
          "max_wal_size=256MB",
          "min_wal_size=16MB",
          "wal_level=minimal",
          "max_wal_senders=0",
          "max_worker_processes=2",
          "max_parallel_workers=0",
          "max_parallel_workers_per_gather=0",
          "max_logical_replication_workers=0",
          "autovacuum_max_workers=1",
          "autovacuum_naptime=30s",
          "jit=off",
          "huge_pages=off",
          "dynamic_shared_memory_type=mmap",
          "timezone=UTC",
          "log_timezone=UTC",
          "log_min_messages=warning",
          "log_checkpoints=off",
          "log_statement=none",
          "log_min_error_statement=panic",
          "log_parameter_max_length_on_error=0");

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static RuntimeException failed(DataFolder data, String complaint) {
    var last =
        complaint
            .lines()
            .filter(line -> line.contains("FATAL") || line.contains("PANIC"))
            .reduce((_, later) -> later)
            .orElse(complaint.strip());
    if (complaint.contains("No space left on device")) {
      return DiskTrouble.thrown(data.folder(), new IOException("No space left on device"));
    }
    return Problem.world(
            "store.embedded-start",
            "The embedded PostgreSQL doesn't start: " + last,
            Where.of(data.folder().toString()),
            "See postgres.log in the home; --reset begins anew.")
        .asException();
  }
}
