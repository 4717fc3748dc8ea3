package io.openluffy.kernel.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of several servers on one database runs the controllers: the one that holds a lock there.
 *
 * <p>The lock belongs to a connection. When the leader dies, the database releases it with the
 * connection, and who waits for it leads at once. When the connection is lost, leadership is too,
 * before anybody else can have it: the leader notices a broken connection at once and a silent one
 * within four seconds, and the database keeps the lock of a silent peer for ten.
 */
public final class Leadership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  /** The advisory lock's number, the same in every server: "luffy" in ASCII. */
  private static final long LOCK = 0x6c75666679L;

  private static final int ASK_MILLIS = 250;
  private static final int ANSWER_SECONDS = 3;
  private static final int RETRY_MILLIS = 250;

  /** What the server does when it becomes the leader, or no longer is; short, or on threads. */
  public interface Listener {
    void lead();

    /** Another server leads, perhaps from the beginning; may be told more than once. */
    void follow();
  }

  private final DatabaseAddress address;
  private final Listener listener;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private volatile @Nullable Connection connection;
  private volatile boolean leader;
  private volatile boolean closed;

  private Leadership(DatabaseAddress address, Listener listener) {
    this.address = address;
    this.listener = listener;
    thread = Thread.ofVirtual().name("leadership").unstarted(this::run);
  }

  /** Begins to strive for leadership; the listener hears of it on a thread of ours. */
  public static Leadership strive(DatabaseAddress address, Listener listener) {
    var leadership = new Leadership(address, listener);
    leadership.thread.start();
    return leadership;
  }

  public boolean isLeader() {
    return leader;
  }

  /** Gives leadership up, after the listener was told; another server has it at once. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
    if (!leader) {
      abort(); // it may be waiting for the lock
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    abort();
  }

  private void run() {
    while (!closed) {
      try (var own = connect()) {
        connection = own;
        waitForLock(own);
        lead(own);
      } catch (SQLException e) {
        if (!closed) {
          LOG.atWarn().addKeyValue("message", e.getMessage()).log("leadership is out of reach");
          pause(RETRY_MILLIS);
        }
      }
    }
  }

  private void lead(Connection own) throws SQLException {
    if (closed) {
      return;
    }
    LOG.info("this server leads");
    leader = true;
    try {
      listener.lead();
      while (!closed) {
        own.unwrap(PGConnection.class).getNotifications(ASK_MILLIS); // fails at once when it breaks
        if (!own.isValid(ANSWER_SECONDS)) {
          throw new SQLException("the connection that holds the lock is lost");
        }
      }
    } finally {
      leader = false;
      LOG.info("this server no longer leads");
      listener.follow();
    }
  }

  private void waitForLock(Connection own) throws SQLException {
    try (var statement = own.createStatement()) {
      if (!isFree(statement)) {
        listener.follow();
        statement.execute("select pg_advisory_lock(" + LOCK + ")");
      }
    }
  }

  /** Takes the lock if nobody holds it. */
  private static boolean isFree(Statement statement) throws SQLException {
    try (var answer = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  private Connection connect() throws SQLException {
    var login = new Properties();
    login.setProperty("user", address.user());
    login.setProperty("password", address.password());
    login.setProperty("ApplicationName", "openluffy-leadership");
    login.setProperty("tcpKeepAlive", "true");
    var own = DriverManager.getConnection(address.url(), login);
    try (var statement = own.createStatement()) {
      // A peer that vanished without a word is given up after ten seconds, not after hours.
      statement.execute("set tcp_keepalives_idle = 6");
      statement.execute("set tcp_keepalives_interval = 2");
      statement.execute("set tcp_keepalives_count = 2");
      statement.execute("set lock_timeout = 0");
      statement.execute("set statement_timeout = 0");
    }
    return own;
  }

  private void pause(int millis) {
    lock.lock();
    try {
      if (!closed) {
        var left = TimeUnit.MILLISECONDS.toNanos(millis);
        while (left > 0 && !closed) {
          left = wake.awaitNanos(left);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void abort() {
    var own = connection;
    if (own != null) {
      try {
        own.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("the connection was gone already", e);
      }
    }
  }
}
