package io.openluffy.kernel.postgres;

import io.openluffy.kernel.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server process, started again on the same port whenever it ends without being told to: killed
 * by the system, or by itself on a full disk. Connections come back when it does.
 */
final class SteadyProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SteadyProcess.class);
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final DataFolder data;
  private final Path log;
  private final int port;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final Thread watch;
  private PostgresProcess process;
  private boolean closed;

  private SteadyProcess(DataFolder data, Path log, PostgresProcess process) {
    this.data = data;
    this.log = log;
    this.process = process;
    this.port = process.port();
    watch = Thread.ofVirtual().name("postgres-watch").unstarted(this::watch);
  }

  static SteadyProcess start(DataFolder data, Path log) throws IOException {
    var steady = new SteadyProcess(data, log, PostgresProcess.start(data, log));
    steady.watch.start();
    return steady;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    watch.interrupt();
    try {
      watch.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.close();
  }

  private void watch() {
    try {
      while (!isClosed()) {
        process.awaitEnd();
        LOG.error("the database has ended by itself and is started again");
        for (var pause = FIRST_PAUSE_MILLIS; !again(); pause = longer(pause)) {
          rest(pause);
        }
      }
    } catch (InterruptedException _) {
      LOG.debug("the database is watched no longer");
    }
  }

  private static long longer(long pause) {
    return Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
  }

  private boolean again() {
    try {
      process.close();
      process = PostgresProcess.startAgain(data, log, port);
      LOG.info("the database runs again");
      return true;
    } catch (IOException | ProblemException e) {
      LOG.error("the database doesn't start: {}", e.getMessage());
      return false;
    }
  }

  private void rest(long millis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && left > 0) {
        left = closing.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
