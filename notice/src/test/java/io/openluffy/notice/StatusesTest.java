package io.openluffy.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.openluffy.git.CommitId;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Crash;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.secret.InMemorySecretStore;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.notice.CommitStatus.Verdict;
import io.openluffy.release.InMemoryProjects;
import io.openluffy.release.InMemoryReleases;
import io.openluffy.release.Project;
import io.openluffy.release.ProjectName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the fault point is only installed
class StatusesTest {
  private static final String SHA = "0123456789abcdef0123456789abcdef01234567";
  private static final RepositoryUrl URL = new RepositoryUrl("https://github.example/o/r");

  private final SettableClock clock = SettableClock.atNoon();
  private final InMemoryStore store = new InMemoryStore(clock);
  private final InMemorySecretStore secrets = new InMemorySecretStore();
  private final List<String> due = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final AtomicInteger answer = new AtomicInteger(201);
  private HttpServer host;

  @BeforeEach
  void start() throws Exception {
    host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    host.createContext(
        "/",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(answer.get(), -1);
          exchange.close();
        });
    host.start();
  }

  @AfterEach
  void stop() {
    host.stop(0);
  }

  @Test
  void aMistakeInTheConfigurationIsToldOnce() {
    secrets.set(Actor.OPENLUFFY, "repository/" + URL, "token", Secret.of("t-1"));
    misconfigured();

    follow(false);
    assertThat(due).hasSize(1);
    assertThat(sender().reconcile(due.getFirst())).isInstanceOf(Outcome.Over.class);
    assertThat(sender().reconcile(due.getFirst())).isInstanceOf(Outcome.Over.class);

    assertThat(told).hasSize(1);
    assertThat(told.getFirst())
        .contains("failure", "openluffy/config", "https://page/project/shop");
    assertThat(sender().due()).isEmpty();
  }

  @Test
  void aCrashAfterReadingSaysNothingTwiceAndLosesNothing() {
    misconfigured();
    try (var fault = FaultPoints.crashAt("notice.recorded", 1)) {
      follow(false);
    } catch (Crash died) {
      assertThat(due).hasSize(1);
    }

    follow(false);

    assertThat(due).hasSize(1);
    assertThat(sender().due()).isEqualTo(due);
  }

  @Test
  void aBusyHostIsToldLaterAndAnAngryOneGivenUp() {
    secrets.set(Actor.OPENLUFFY, "repository/" + URL, "token", Secret.of("t-1"));
    misconfigured();
    follow(false);

    answer.set(503);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> sender().reconcile(due.getFirst()))
        .isInstanceOf(ProblemException.class);
    assertThat(sender().due()).hasSize(1);
    answer.set(401);
    assertThat(sender().reconcile(due.getFirst())).isInstanceOf(Outcome.Stalled.class);
    answer.set(200);
    assertThat(sender().reconcile(due.getFirst())).isInstanceOf(Outcome.Over.class);
    assertThat(sender().due()).isEmpty();
  }

  @Test
  void ourOwnRepositoriesAreOnlyWrittenDown() {
    misconfigured();

    follow(true);

    assertThat(due).isEmpty();
    var statuses = new CommitStatuses(store).of(new CommitId(SHA));
    assertThat(statuses)
        .singleElement()
        .extracting(CommitStatus::verdict)
        .isEqualTo(Verdict.FAILURE);
  }

  private void misconfigured() {
    store.update(
        Actor.OPENLUFFY,
        t ->
            t.record(
                new Fact(
                    "project.misconfigured",
                    "project/shop",
                    Map.of("commit", SHA, "problems", List.of("a.yaml:1: wrong")))));
  }

  private void follow(boolean ours) {
    var projects = new InMemoryProjects(store, project());
    var follower =
        new StatusFollower(store, projects, new InMemoryReleases(store), url -> ours, due::add);
    while (follower.reconcile(StatusFollower.KEY) instanceof Outcome.Done(var again)
        && again.isPresent()) {}
  }

  private StatusSender sender() {
    var base = "http://127.0.0.1:" + host.getAddress().getPort();
    return new StatusSender(
        store,
        secrets,
        HttpClient.newHttpClient(),
        url -> Optional.of(new HostAddress(GitHost.GITHUB, base)),
        status -> "https://page/" + status.about().orElse(""));
  }

  private Project project() {
    return new Project(
        new ProjectName("shop"),
        URL,
        "main",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        io.openluffy.release.Configuration.EMPTY,
        clock.instant());
  }
}
