package io.openluffy.kernel.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code postmaster.pid}: what PostgreSQL writes about itself while it runs on these data.
 *
 * @param data PostgreSQL's folder
 */
record PostmasterFile(Path data) {
  private static final Logger LOG = LoggerFactory.getLogger(PostmasterFile.class);
  private static final int POLITE_SECONDS = 20;
  private static final int RUDE_SECONDS = 10;

  /** What the server process has last told. */
  record Status(long pid, int port, boolean ready) {}

  Optional<Status> read() {
    try {
      var lines = Files.readAllLines(file());
      return lines.size() < 8
          ? Optional.empty()
          : Optional.of(
              new Status(
                  Long.parseLong(lines.getFirst().strip()),
                  Integer.parseInt(lines.get(3).strip()),
                  lines.get(7).strip().equals("ready")));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty(); // not written yet, or not whole
    }
  }

  /** Ends the server process that a killed server of ours left, and removes its stale file. */
  void clear() throws IOException {
    var left = leftProcess();
    if (left.isPresent()) {
      LOG.warn("stopping the database process {} that was left running", left.get().pid());
      signal(left.get().pid(), "INT");
      if (!ends(left.get(), POLITE_SECONDS)) {
        signal(left.get().pid(), "QUIT");
        if (!ends(left.get(), RUDE_SECONDS)) {
          throw new IOException("the database process " + left.get().pid() + " doesn't end");
        }
      }
    }
    Files.deleteIfExists(file());
  }

  private Optional<ProcessHandle> leftProcess() throws IOException {
    if (!Files.exists(file())) {
      return Optional.empty();
    }
    var first = Files.readString(file()).lines().findFirst().orElse("").strip();
    return first.matches("\\d{1,18}")
        ? ProcessHandle.of(Long.parseLong(first)).filter(this::isOurs)
        : Optional.empty();
  }

  /** Whether this is a PostgreSQL on this very data, and not another that has the number now. */
  private boolean isOurs(ProcessHandle process) {
    var arguments = process.info().arguments();
    return arguments.isPresent() && List.of(arguments.get()).contains(data.toString());
  }

  private static boolean ends(ProcessHandle process, int seconds) {
    try {
      process.onExit().get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void signal(long pid, String name) throws IOException {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start();
  }

  private Path file() {
    return data.resolve("postmaster.pid");
  }
}
