package io.openluffy.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.postgres.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeadershipTest {
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

  /** A server process that prints what it hears about its leadership. */
  static final class Server {
    private static void say(String line) {
      System.out.println(line);
    }

    public static void main(String... arguments) throws Exception {
      var address = DatabaseAddress.of(arguments[0], arguments[1], arguments[2]);
      try (var leadership = Leadership.strive(address, told(Server::say))) {
        say("striving");
        while (System.in.read() >= 0) {
          say(Boolean.toString(leadership.isLeader()));
        }
      }
    }
  }

  private static Leadership.Listener told(Consumer<String> of) {
    return new Leadership.Listener() {
      @Override
      public void lead() {
        of.accept("lead");
      }

      @Override
      public void follow() {
        of.accept("follow");
      }
    };
  }

  private static Process server() throws IOException {
    var address = postgres.address();
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Server.class.getName(),
                address.url(),
                address.user(),
                address.password()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String heard(BufferedReader from) throws IOException {
    var line = from.readLine();
    return line == null ? "(ended)" : line;
  }

  @Test
  void theSecondServerTakesOverWhenTheFirstIsKilled() throws Exception {
    var first = server();
    var second = server();
    var one = first.inputReader();
    var two = second.inputReader();
    try {
      assertThat(heard(one)).isEqualTo("striving");
      assertThat(heard(two)).isEqualTo("striving");
      var leaders = new LinkedBlockingQueue<Process>();
      Thread.ofVirtual().start(() -> awaitLead(one, first, leaders));
      Thread.ofVirtual().start(() -> awaitLead(two, second, leaders));
      var leader = leaders.poll(20, TimeUnit.SECONDS);
      assertThat(leader).isNotNull();
      assertThat(leaders).isEmpty();

      var killed = System.nanoTime();
      leader.destroyForcibly(); // SIGKILL
      var next = leaders.poll(20, TimeUnit.SECONDS);

      assertThat(next).isNotNull().isNotEqualTo(leader);
      assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(3));
    } finally {
      first.destroyForcibly();
      second.destroyForcibly();
    }
  }

  private static void awaitLead(
      BufferedReader from, Process server, LinkedBlockingQueue<Process> leaders) {
    try {
      var line = heard(from);
      while (line.equals("follow")) {
        line = heard(from);
      }
      if (line.equals("lead")) {
        leaders.add(server);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aLostConnectionEndsLeadershipAtOnceAndItIsStrivenForAgain() throws Exception {
    var heard = new LinkedBlockingQueue<String>();
    try (var leadership = Leadership.strive(postgres.address(), told(heard::add))) {
      awaitLead(heard);
      assertThat(leadership.isLeader()).isTrue();

      cut();

      assertThat(heard.poll(2, TimeUnit.SECONDS)).isEqualTo("follow");
      awaitLead(heard);
    }
    assertThat(heard.poll(1, TimeUnit.SECONDS)).isEqualTo("follow");
  }

  @Test
  void whoComesSecondHearsThatAnotherLeads() throws Exception {
    var first = new LinkedBlockingQueue<String>();
    var second = new LinkedBlockingQueue<String>();
    try (var leader = Leadership.strive(postgres.address(), told(first::add))) {
      awaitLead(first);

      try (var follower = Leadership.strive(postgres.address(), told(second::add))) {
        assertThat(second.poll(20, TimeUnit.SECONDS)).isEqualTo("follow");
        assertThat(leader.isLeader()).isTrue();
        assertThat(follower.isLeader()).isFalse();
      }
    }
  }

  /** The database may still hold the lock for one who just died: to follow first is right then. */
  private static void awaitLead(LinkedBlockingQueue<String> heard) throws InterruptedException {
    var next = heard.poll(20, TimeUnit.SECONDS);
    while ("follow".equals(next)) {
      next = heard.poll(20, TimeUnit.SECONDS);
    }
    assertThat(next).isEqualTo("lead");
  }

  private static void cut() {
    var address = postgres.address();
    Jdbi.create(address.url(), address.user(), address.password())
        .useHandle(
            handle ->
                handle.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where application_name = 'openluffy-leadership'"));
  }
}
