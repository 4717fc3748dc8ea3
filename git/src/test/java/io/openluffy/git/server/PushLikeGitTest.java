package io.openluffy.git.server;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushes end as those to {@code git http-backend} do. */
class PushLikeGitTest {
  @RegisterExtension static final PeerServers SERVERS = new PeerServers();

  private static void inAClone(Consumer<Developer> session) {
    SERVERS.alike(
        ada -> {
          ada.ask("clone", "-q", ada.url(), "work");
          session.accept(ada.in("work"));
          ada.git("ls-remote", ada.url());
        });
  }

  @Test
  void theFirstOneIntoAnEmptyProject() throws IOException {
    SERVERS.alike(
        SERVERS.emptyProject(),
        ada -> {
          ada.ask("init", "-q", "-b", "main", "work");
          var work = ada.in("work");
          work.commit("a.txt", "1\n", "One");
          work.git("push", work.url(), "main");
          work.git("push", "--porcelain", work.url(), "main", "HEAD:refs/heads/develop");
        });
  }

  @ParameterizedTest
  @ValueSource(ints = 2)
  void commitsInEachProtocol(int version) {
    inAClone(
        ada -> {
          ada.commit("a.txt", "two\n", "Two");
          ada.git("-c", "protocol.version=" + version, "push", "origin", "main");
          ada.git("-c", "protocol.version=" + version, "push", "--porcelain", "origin", "main");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.postBuffer=100000",
        "http.extraHeader=Expect: 100-continue",
        "push.negotiate=true",
      })
  void aLargeFileWithASetting(String setting) {
    inAClone(
        ada -> {
          write(ada, "noise.bin", 900_000);
          ada.commit("Noise");
          ada.git("-c", setting, "push", "origin", "main");
        });
  }

  private static void write(Developer ada, String file, int bytes) {
    try {
      Files.write(ada.folder().resolve(file), SampleRepository.noise(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "--thin")
  void changesOfALargeFile(String thin) {
    inAClone(
        ada -> {
          ada.commit("dir/b.txt", "two\n".repeat(399) + "changed\n", "Change b");
          ada.git("push", thin, "origin", "main");
        });
  }

  @Test
  void manyBranchesAtOnce() {
    inAClone(
        ada -> {
          var arguments = new ArrayList<>(List.of("push", "--porcelain", "origin"));
          for (int i = 0; i < 60; i++) {
            arguments.add("HEAD:refs/heads/many/" + i);
          }
          ada.git(arguments.toArray(String[]::new));
        });
  }

  @Test
  void manyTogetherOrNoneAtAll() {
    inAClone(
        ada -> {
          ada.commit("one");
          ada.git(
              "push", "--atomic", "origin", "HEAD:refs/heads/a", "HEAD:develop", "v1:refs/tags/w");
          ada.ask("reset", "-q", "--hard", "HEAD~3");
          ada.commit("other");
          ada.quietly("push", "--atomic", "--force", "origin", "HEAD:main", "HEAD:refs/heads/b");
          ada.quietly("push", "--force", "origin", "HEAD:main", "HEAD:refs/heads/c");
        });
  }

  @Test
  void byForceOrNot() {
    inAClone(
        ada -> {
          ada.ask("checkout", "-q", "develop");
          ada.ask("reset", "-q", "--hard", "HEAD~1");
          ada.commit("other.txt", "1\n", "Other");
          ada.git("push", "origin", "develop");
          ada.git(
              "push",
              "--force-with-lease=develop:" + ada.ask("rev-parse", "v1^{}"),
              "origin",
              "develop");
          ada.git("push", "--force-with-lease", "origin", "develop");
          ada.commit("again");
          ada.git("push", "origin", "+develop");
          ada.quietly("push", "--force", "origin", "develop:main");
          ada.quietly("push", "origin", ":main");
          ada.git("push", "--dry-run", "origin", "develop:refs/heads/dry");
        });
  }

  @Test
  void deletions() {
    inAClone(
        ada -> {
          ada.git("push", "origin", "--delete", "feature/x", "v1");
          ada.git("push", "origin", ":absent");
          ada.quietly("push", "origin", ":refs/heads/absent");
          ada.git("push", "--prune", "origin", "refs/heads/*:refs/heads/*");
        });
  }

  @Test
  @Tag("long")
  void tags() {
    inAClone(
        ada -> {
          ada.commit("next");
          ada.ask("tag", "-a", "v3", "-m", "Version 3");
          ada.ask("tag", "-a", "v4", "-m", "A tag of a tag", "v3");
          ada.ask("tag", "light");
          ada.git("push", "--follow-tags", "origin", "main");
          ada.git("push", "--tags");
          ada.ask("tag", "-f", "light", "HEAD~2");
          ada.git("push", "origin", "light");
          ada.git("push", "--force", "origin", "light");
          ada.git("push", "origin", "v2^{tree}:refs/tags/tree", "HEAD:a.txt:refs/tags/blob");
          ada.git("push", "origin", "HEAD^{tree}:refs/tags/tree");
          ada.git("push", "origin", "HEAD:refs/tags/deep/tag");
        });
  }

  @Test
  void optionsOfAPush() {
    inAClone(
        ada -> {
          ada.commit("next");
          ada.git("push", "-o", "ci.skip", "--push-option=a=ü", "origin", "main");
        });
  }

  @Test
  @Tag("long")
  void namesThatStandInEachOthersWay() {
    inAClone(
        ada -> {
          ada.quietly("push", "origin", "HEAD:refs/heads/develop/below");
          ada.quietly("push", "origin", "HEAD:refs/heads/feature");
          ada.quietly("push", "origin", "HEAD:refs/heads/free/one", "HEAD:refs/heads/free/one/two");
          ada.git("push", "origin", ":feature/x");
          ada.git("push", "origin", "HEAD:refs/heads/feature");
        });
  }

  @Test
  @Tag("long")
  void fromAShallowClone() {
    SERVERS.alike(
        ada -> {
          ada.ask("clone", "-q", "--depth", "1", ada.url(), "work");
          var work = ada.in("work");
          work.commit("s.txt", "1\n", "From a shallow clone");
          work.git("push", "origin", "main");
          work.git("push", "origin", "HEAD:refs/heads/fresh");
          ada.ask("clone", "-q", "--filter=blob:none", ada.url(), "partial");
          var partial = ada.in("partial");
          partial.commit("t.txt", "1\n", "From a clone without files");
          partial.git("push", "origin", "main");
        });
  }

  /** The commits below are not on the server, and don't come. */
  @Test
  void fromAShallowCloneOfAnotherProject() throws IOException {
    SERVERS.alike(
        SERVERS.emptyProject(),
        ada -> {
          ada.ask("init", "-q", "-b", "main", "full");
          var full = ada.in("full");
          for (int i = 0; i < 4; i++) {
            full.commit("a.txt", i + "\n", "Commit " + i);
          }
          ada.ask("clone", "-q", "--depth", "1", "file://" + full.folder(), "work");
          ada.in("work").quietly("push", ada.url(), "main");
        });
  }

  @Test
  @Tag("long")
  void nothing() {
    inAClone(
        ada -> {
          ada.git("push", "origin", "main");
          ada.git("push", "origin", "absent");
          ada.git("push", "--all", "origin");
          ada.git("push", "origin", "HEAD:refs/heads/main.lock");
        });
  }

  @Test
  @Tag("long")
  void afterSomebodyElse() {
    inAClone(
        ada -> {
          ada.ask("clone", "-q", ada.url(), "../other");
          var other = ada.in("other");
          other.commit("first");
          other.git("push", "origin", "main");
          ada.commit("second");
          ada.git("push", "origin", "main");
          ada.git("pull", "--rebase");
          ada.git("push", "origin", "main");
        });
  }
}
