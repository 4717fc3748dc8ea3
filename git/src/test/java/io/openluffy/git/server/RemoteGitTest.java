package io.openluffy.git.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.git.Author;
import io.openluffy.git.BranchMoves;
import io.openluffy.git.CommitId;
import io.openluffy.git.Edit;
import io.openluffy.git.FileEdit;
import io.openluffy.git.GitSettings;
import io.openluffy.git.JGitClient;
import io.openluffy.git.OpenRepositories;
import io.openluffy.git.RealGit;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.secret.InMemorySecretStore;
import io.openluffy.kernel.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's git host over HTTP, seen through mirrors. */
class RemoteGitTest {
  @TempDir Path folder;
  private final OpenRepositories open = new OpenRepositories();
  private final InMemorySecretStore secrets = new InMemorySecretStore();
  private GitHome host;
  private RepositoryUrl url;
  private RealGit work;
  private JGitClient git;

  @BeforeEach
  void aHostWithARepository() throws IOException {
    host = new GitHome(folder.resolve("host"));
    host.create("shop");
    url = new RepositoryUrl(host.door.address() + "/git/shop.git");
    work = RealGit.init(folder.resolve("work"));
    work.run("remote", "add", "origin", host.address("ada", "s3cret", "shop"));
    password("s3cret");
    git = client("home");
  }

  private JGitClient client(String name) {
    return client(name, open);
  }

  private JGitClient client(String name, OpenRepositories repositories) {
    return JGitClient.onDisk(
        folder.resolve(name),
        repositories,
        any -> Optional.empty(),
        secrets,
        GitSettings.DEFAULTS,
        BranchMoves.UNHEARD,
        InstantSource.system(),
        RandomGeneratorFactory.of("L64X128MixRandom").create(1));
  }

  private void password(String value) {
    secrets.set(Actor.OPENLUFFY, "repository/" + url, "username", Secret.of("ada"));
    secrets.set(Actor.OPENLUFFY, "repository/" + url, "password", Secret.of(value));
  }

  @AfterEach
  void close() {
    open.close();
    host.close();
  }

  @Test
  void fetchFollowsBranchesTagsAndDeletions() {
    var first = push("a.txt", "1", "main");
    work.run("tag", "-a", "v1.2.0", "-m", "Annotated");
    work.run("push", "-q", "origin", "v1.2.0", "HEAD:refs/heads/develop");
    assertThat(git.branches(url)).containsOnlyKeys("main", "develop");
    assertThat(git.defaultBranch(url)).isEqualTo("main");

    var second = push("a.txt", "2", "main");
    work.run("tag", "v1.2.9");
    work.run("tag", "v1.3.0-rc.1");
    work.run("push", "-q", "origin", "--tags", ":develop");
    git.fetch(url);

    assertThat(git.branches(url)).isEqualTo(Map.of("main", second));
    assertThat(git.resolve(url, "v1.2.0")).contains(first);
    assertThat(git.resolve(url, "1.2.*")).contains(second);
    assertThat(git.resolve(url, "^1.0")).contains(second);
    assertThat(git.resolve(url, ">=1.0 <1.2.5")).contains(first);
    assertThat(git.resolve(url, ">=1.3.0-0")).contains(second);
    assertThat(git.resolve(url, "nothing")).isEmpty();
    assertThat(git.resolve(url, first.hex().substring(0, 9))).contains(first);
  }

  @Test
  void aCommitThatWasJustHeardOfIsFetched() {
    push("a.txt", "1", "main");
    git.fetch(url);
    var second = push("a.txt", "2", "main");

    assertThat(git.commit(url, second).author().name()).isEqualTo("Ada");
    assertThat(git.file(url, second, new RepositoryPath("a.txt")).map(b -> new String(b, UTF_8)))
        .contains("2");
    assertThatThrownBy(() -> git.commit(url, new CommitId("0".repeat(39) + "1")))
        .hasMessageContaining("no revision");
  }

  @Test
  void racingEditsOfTwoServersLoseNone() throws Exception {
    push("count/0-0", "x", "main");
    var other = client("other-home");

    try (var threads = Executors.newFixedThreadPool(4)) {
      var jobs = new ArrayList<Callable<Void>>();
      for (var thread = 0; thread < 4; thread++) {
        var number = thread;
        jobs.add(
            () -> {
              for (var i = 0; i < 10; i++) {
                edit(number < 2 ? git : other, "count/" + (number + 1) + "-" + i);
              }
              return null;
            });
      }
      for (var done : threads.invokeAll(jobs)) {
        done.get();
      }
    }

    git.fetch(url);
    var head = git.resolve(url, "main").orElseThrow();
    assertThat(git.files(url, head, new RepositoryPath("count"))).hasSize(41);
    assertThat(git.log(url, Optional.empty(), head, Optional.empty(), 100)).hasSize(41);
    var bare = host.repositories.locate(host.repositories.url("shop")).orElseThrow();
    assertThat(new RealGit(bare).run("fsck", "--full", "--strict")).doesNotContain("error");
    assertThat(new RealGit(bare).run("rev-list", "--merges", "main")).isEmpty();
  }

  private void edit(JGitClient client, String file) {
    client.edit(
        url,
        new Edit(
            "main",
            Author.OPENLUFFY,
            "Add " + file,
            Map.of(),
            List.of(FileEdit.write(new RepositoryPath(file), "x"))));
  }

  @Test
  void problemsAreToldApartAndHoldNoPassword() {
    push("a.txt", "1", "main");
    password("wrong-pass");
    var missing = new RepositoryUrl(host.door.address() + "/git/none.git");
    secrets.set(Actor.OPENLUFFY, "repository/" + missing, "token", Secret.of("s3cret"));
    secrets.set(Actor.OPENLUFFY, "repository/" + missing, "username", Secret.of("ada"));

    assertThat(code(url)).isEqualTo("git.auth-refused");
    assertThat(code(missing)).isEqualTo("git.not-found");
    assertThat(code(new RepositoryUrl("http://127.0.0.1:1/x.git"))).isEqualTo("git.unreachable");
    assertThat(code(new RepositoryUrl("http://nowhere.invalid/x.git")))
        .isEqualTo("git.unreachable");
    assertThat(code(new RepositoryUrl("file://" + folder + "/none"))).isEqualTo("git.not-found");
    assertThat(code(new RepositoryUrl("ssh://git@127.0.0.1:1/x.git")))
        .isEqualTo("git.host-key-unknown");
    assertThat(code(new RepositoryUrl("file://" + folder.resolve("home/secret"))))
        .isEqualTo("git.bad-url");
  }

  private String code(RepositoryUrl from) {
    try {
      git.fetch(from);
      return "none";
    } catch (ProblemException e) {
      assertThat(e.toString()).doesNotContain("wrong-pass").doesNotContain("s3cret");
      return e.problem().code();
    }
  }

  @Test
  void aHostThatHangsUpInTheMiddleIsTriedAgainAndLeavesNothingBroken() throws IOException {
    blob("large.bin", 300_000);
    try (var line = new CutLine(host.door.address())) {
      var through = new RepositoryUrl(line.address() + "/git/shop.git");
      secrets.set(Actor.OPENLUFFY, "repository/" + through, "token", Secret.of("s3cret"));
      secrets.set(Actor.OPENLUFFY, "repository/" + through, "username", Secret.of("ada"));
      line.cutAfter(100_000);

      assertThat(code(through)).isIn("git.unreachable", "git.remote-failed");
      assertThat(code(through)).isIn("git.unreachable", "git.remote-failed");
      line.cutAfter(Long.MAX_VALUE);

      assertThat(code(through)).isEqualTo("none");
      var head = git.resolve(through, "main").orElseThrow();
      assertThat(git.file(through, head, path("large.bin")))
          .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(300_000));
    }
  }

  @Test
  void whatIsTooMuchIsNotTakenEvenInOnePiece() throws IOException {
    blob("large.bin", 300_000);

    try (var few = new OpenRepositories(100_000)) {
      git = client("small", few);

      assertThat(code(url)).isEqualTo("git.too-large");
      try (var left = Files.walk(folder.resolve("small"))) {
        assertThat(left.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()))
            .allMatch(size -> size < 100_000);
      }
    }
  }

  private void blob(String name, int size) throws IOException {
    var bytes = new byte[size];
    new SplittableRandom(1).nextBytes(bytes);
    Files.write(folder.resolve("work").resolve(name), bytes);
    work.commit("a.txt", "1", "Large");
    work.run("push", "origin", "HEAD:main");
  }

  private static RepositoryPath path(String name) {
    return new RepositoryPath(name);
  }

  @Test
  void aProtectedBranchOfTheHostRefusesInItsWords() {
    push("a.txt", "1", "main");
    secrets.set(Actor.OPENLUFFY, "repository/" + url, "username", Secret.of("vera"));

    assertThatThrownBy(() -> edit(git, "b.txt")).hasMessageContaining("vera may not push");
  }

  @Test
  void callersAtTheSameTimeShareAFetchAndABrokenMirrorIsMadeAnew() throws Exception {
    var first = push("a.txt", "1", "main");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var jobs = IntStream.range(0, 50).<Callable<CommitId>>mapToObj(i -> this::head).toList();
      for (var done : threads.invokeAll(jobs)) {
        assertThat(done.get()).isEqualTo(first);
      }
    }

    open.close();
    try (var files = Files.walk(folder.resolve("home/mirrors"))) {
      for (var file : files.filter(f -> f.toString().contains("/objects/")).toList()) {
        if (Files.isRegularFile(file)) {
          Files.delete(file);
        }
      }
    }
    var second = push("a.txt", "2", "main");

    assertThat(head()).isEqualTo(second);
    assertThat(git.commit(url, first).id()).isEqualTo(first);
  }

  private CommitId head() {
    git.fetch(url);
    return git.resolve(url, "HEAD").orElseThrow();
  }

  private CommitId push(String file, String text, String branch) {
    var commit = work.commit(file, text, "Write " + file);
    work.run("push", "-q", "origin", "HEAD:refs/heads/" + branch);
    return commit;
  }
}
