package io.openluffy.kernel.store;

import io.openluffy.kernel.journal.JournalEntry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells followers of the journal what any server commits, woken by the database's notices. */
final class PostgresFollowing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresFollowing.class);

  /** A quiet connection may be dead; looking now and then finds out. */
  private static final int LOOK_AGAIN_MILLIS = 20_000;

  private static final int BATCH = 500;
  private static final int FIRST_PAUSE_MILLIS = 50;
  private static final int LONGEST_PAUSE_MILLIS = 2_000;

  private final DatabaseAddress address;
  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private @Nullable Thread thread;
  private @Nullable Connection connection;
  private volatile boolean closed;

  PostgresFollowing(DatabaseAddress address) {
    this.address = address;
  }

  /** One who follows, from the row after the one that was last when they began. */
  private static final class Follower {
    private final Consumer<JournalEntry> call;
    private long told;

    Follower(Consumer<JournalEntry> call, long told) {
      this.call = call;
      this.told = told;
    }

    void tell(JournalEntry entry) {
      if (entry.number() <= told) {
        return;
      }
      told = entry.number();
      try {
        call.accept(entry);
      } catch (RuntimeException e) {
        LOG.error("a follower of the journal failed at row {}", entry.number(), e);
      }
    }
  }

  synchronized AutoCloseable follow(
      PostgresJournal journal, long last, Consumer<JournalEntry> call) {
    var follower = new Follower(call, last);
    followers.add(follower);
    if (thread == null) {
      thread = Thread.ofVirtual().name("journal-following").start(() -> run(journal, last));
    }
    return () -> followers.remove(follower);
  }

  @Override
  public void close() {
    closed = true;
    var listening = connection();
    if (listening != null) {
      try {
        listening.abort(Runnable::run); // wakes the thread that waits for a notice
      } catch (SQLException e) {
        LOG.debug("the connection was gone already", e);
      }
    }
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null && !running.equals(Thread.currentThread())) {
      join(running);
    }
  }

  private static void join(Thread running) {
    try {
      running.interrupt();
      running.join(5_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(PostgresJournal journal, long last) {
    var told = last;
    var pause = FIRST_PAUSE_MILLIS;
    while (!closed) {
      try (var listening = listen()) {
        connection(listening);
        pause = FIRST_PAUSE_MILLIS;
        while (!closed) {
          told = tell(journal, told);
          listening.unwrap(PGConnection.class).getNotifications(LOOK_AGAIN_MILLIS);
        }
      } catch (SQLException | RuntimeException e) {
        if (closed) {
          return;
        }
        LOG.warn("following the journal was interrupted and is taken up again: {}", e.getMessage());
        pause = pause(pause);
      }
    }
  }

  private long tell(PostgresJournal journal, long after) {
    var told = after;
    while (!closed) {
      var entries = journal.after(told, BATCH);
      for (var entry : entries) {
        followers.forEach(follower -> follower.tell(entry));
        told = entry.number();
      }
      if (entries.size() < BATCH) {
        return told;
      }
    }
    return told;
  }

  private Connection listen() throws SQLException {
    var login = new Properties();
    login.setProperty("user", address.user());
    login.setProperty("password", address.password());
    login.setProperty("ApplicationName", "openluffy-follower");
    login.setProperty("tcpKeepAlive", "true");
    var listening = DriverManager.getConnection(address.url(), login);
    try (var statement = listening.createStatement()) {
      statement.execute("listen " + PostgresCommit.CHANNEL);
    }
    return listening;
  }

  private static int pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Math.min(millis * 2, LONGEST_PAUSE_MILLIS);
  }

  private synchronized @Nullable Connection connection() {
    return connection;
  }

  private synchronized void connection(Connection listening) {
    connection = listening;
  }
}
