package io.openluffy.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.openluffy.release.Configuration;
import io.openluffy.release.InMemoryProjects;
import io.openluffy.release.InMemoryReleases;
import io.openluffy.release.Project;
import io.openluffy.release.ProjectName;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each make of git host shows after good and bad days. */
@SuppressWarnings("try") // the fault point is only installed
class HostsTest {
  private final SettableClock clock = SettableClock.atNoon();
  private final InMemorySecretStore secrets = new InMemorySecretStore();
  private InMemoryStore store = new InMemoryStore(clock);

  @ParameterizedTest
  @EnumSource
  void theHostIsToldInItsOwnWordsAndShowsTheNewest(GitHost make) throws Exception {
    try (var host = new StrictHost(make)) {
      signIn(host);
      misconfigured();
      work(host, make);
      configured();
      work(host, make);

      assertThat(host.faults).isEmpty();
      var shown = host.rows.getLast();
      assertThat(shown.context()).isEqualTo("openluffy/config");
      assertThat(shown.description()).isEqualTo("The configuration is in force");
      assertThat(sender(host, make).due()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCrashAfterTellingLeavesOneRow(GitHost make) throws Exception {
    try (var host = new StrictHost(make)) {
      signIn(host);
      misconfigured();
      try (var fault = FaultPoints.crashAt("notice.sent", 1)) {
        assertThatThrownBy(() -> work(host, make)).isInstanceOf(Crash.class);
      }
      store = store.reopen();

      work(host, make);

      assertThat(host.rows).hasSize(1);
      assertThat(sender(host, make).due()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatIsLostLeavesOneRow(GitHost make) throws Exception {
    try (var host = new StrictHost(make)) {
      signIn(host);
      misconfigured();
      host.answersLost.set(1);
      assertThatThrownBy(() -> work(host, make)).isInstanceOf(ProblemException.class);

      work(host, make);

      assertThat(host.rows).hasSize(1);
      assertThat(sender(host, make).due()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBusyHostIsToldOnceItListens(GitHost make) throws Exception {
    try (var host = new StrictHost(make)) {
      signIn(host);
      misconfigured();
      host.busy.set(1);
      assertThatThrownBy(() -> work(host, make)).isInstanceOf(ProblemException.class);
      assertThat(host.rows).isEmpty();

      work(host, make);

      assertThat(host.rows).hasSize(1);
    }
  }

  @Test
  void aHostOfNoMakeIsLeftAloneAndAskedOnce() throws Exception {
    try (var host = new StrictHost(GitHost.BITBUCKET)) {
      signIn(host);
      misconfigured();
      follow(host);
      var directory = new HostDirectory(HttpClient.newHttpClient());
      var url = new RepositoryUrl(host.repository());

      assertThat(directory.of(url)).isEmpty();
      assertThat(directory.of(url)).isEmpty();

      assertThat(host.requests).hasSize(4).allMatch(request -> request.startsWith("GET "));
      assertThat(host.faults).isEmpty();
    }
  }

  @Test
  void aPushThatWasRefusedIsSaidAtItsCommit() throws Exception {
    try (var host = new StrictHost(GitHost.GITHUB)) {
      signIn(host);
      store.update(
          Actor.OPENLUFFY,
          t ->
              t.record(
                  new Fact(
                      "push.refused",
                      "project/shop",
                      Map.of(
                          "push",
                          "p-1",
                          "commit",
                          StrictHost.SHA,
                          "problems",
                          List.of(".openluffy/a.yaml:7:3 spec: wrong")))));

      work(host, GitHost.GITHUB);

      assertThat(host.rows)
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.state()).isEqualTo("failure");
                assertThat(row.description()).startsWith(".openluffy/a.yaml:7:3");
              });
    }
  }

  private void signIn(StrictHost host) {
    secrets.set(Actor.OPENLUFFY, "repository/" + host.repository(), "token", Secret.of("t0k3n"));
  }

  private void misconfigured() {
    record("project.misconfigured", Map.of("problems", List.of("a.yaml:1: wrong")));
  }

  private void configured() {
    record("project.configured", Map.of());
  }

  private void record(String what, Map<String, Object> details) {
    var all = new java.util.LinkedHashMap<String, Object>(details);
    all.put("commit", StrictHost.SHA);
    store.update(Actor.OPENLUFFY, t -> t.record(new Fact(what, "project/shop", all)));
  }

  private void follow(StrictHost host) {
    var project =
        new Project(
            new ProjectName("shop"),
            new RepositoryUrl(host.repository()),
            "main",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Configuration.EMPTY,
            clock.instant());
    var follower =
        new StatusFollower(
            store,
            new InMemoryProjects(store, project),
            new InMemoryReleases(store),
            url -> false,
            key -> {});
    while (follower.reconcile(StatusFollower.KEY) instanceof Outcome.Done(var again)
        && again.isPresent()) {}
  }

  private void work(StrictHost host, GitHost make) {
    follow(host);
    var sender = sender(host, make);
    sender.due().forEach(sender::reconcile);
  }

  /** Only bitbucket.org can't be found out by asking: it is known by its name alone. */
  private StatusSender sender(StrictHost host, GitHost make) {
    var http = HttpClient.newHttpClient();
    var base = host.repository().replace("/o/r.git", "");
    return new StatusSender(
        store,
        secrets,
        http,
        make == GitHost.BITBUCKET
            ? url -> Optional.of(new HostAddress(make, base))
            : new HostDirectory(http)::of,
        status -> "https://page");
  }
}
