package io.openluffy.git.server;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetches and questions are answered as {@code git http-backend} answers them. */
class FetchLikeGitTest {
  @RegisterExtension static final PeerServers SERVERS = new PeerServers();

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void lists(int version) {
    SERVERS.answerAlike(
        ada -> {
          for (var option :
              List.of("-q", "--heads", "--tags", "--refs", "--symref", "--server-option=x")) {
            ada.git("-c", "protocol.version=" + version, "ls-remote", option, ada.url());
          }
          for (var pattern : List.of("main", "refs/heads/*", "*x", "v*", "HEAD", "absent", "")) {
            ada.git(
                "-c",
                "protocol.version=" + version,
                "ls-remote",
                "--exit-code",
                ada.url(),
                pattern);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = 2)
  void whatIsNew(int version) {
    SERVERS.alike(
        ada -> {
          ada.clones("--config=protocol.version=" + version);
          ada.git("clone", "-q", ada.url(), "other");
          var other = ada.in("other");
          other.ask("checkout", "-q", "develop");
          other.commit("new.txt", "new\n", "New");
          other.ask("tag", "-a", "v3", "-m", "Version 3");
          other.git("push", "origin", "develop", "v3", ":feature/x");
          var work = ada.in("work");
          work.git("fetch");
          work.git("fetch", "--prune");
          work.git("fetch", "--tags", "--force");
          work.lookAround();
          work.git("pull", "--no-rebase", "origin", "develop");
          work.git("fetch");
        });
  }

  @Test
  void byNameAndById() {
    SERVERS.answerAlike(
        ada -> {
          ada.ask("init", "-q", "-b", "main", "work");
          var work = ada.in("work");
          work.ask("remote", "add", "origin", ada.url());
          work.git("fetch", "origin", "v1");
          work.git("fetch", "origin", "refs/heads/feature/x:refs/heads/mine");
          work.git("fetch", "origin", "+refs/heads/*:refs/remotes/origin/*", "--no-tags");
          work.git("fetch", "origin", work.ask("rev-parse", "origin/main~4"));
          work.quietly("fetch", "origin", "1".repeat(40));
          work.git("fetch", "origin", "absent");
          work.git("fetch", "origin", "^refs/heads/main", "refs/heads/*");
          work.lookAround();
        });
  }

  /** Only the latest of two diverged histories is new; what both have is found by many rounds. */
  @ParameterizedTest
  @ValueSource(strings = "skipping")
  void afterALongTimeApart(String algorithm) {
    SERVERS.alike(
        ada -> {
          ada.clones();
          var work = ada.in("work");
          for (int i = 0; i < 40; i++) {
            work.ask("commit", "-q", "--allow-empty", "-m", "Mine " + i);
          }
          ada.git("clone", "-q", ada.url(), "other");
          var other = ada.in("other");
          other.commit("theirs.txt", "1\n", "Theirs");
          other.git("push", "-q", "origin", "main");
          work.git("-c", "fetch.negotiationAlgorithm=" + algorithm, "fetch");
          work.git("log", "--oneline", "-1", "origin/main");
        });
  }

  @Test
  void onlyTheQuestionWhatIsCommon() {
    SERVERS.answerAlike(
        ada -> {
          ada.clones();
          var work = ada.in("work");
          work.commit("mine");
          work.git("fetch", "--negotiate-only", "--negotiation-tip=HEAD", "origin");
        });
  }
}
