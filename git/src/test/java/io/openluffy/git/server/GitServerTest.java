package io.openluffy.git.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.git.Author;
import io.openluffy.git.Edit;
import io.openluffy.git.FileEdit;
import io.openluffy.git.PackLimits;
import io.openluffy.git.Push;
import io.openluffy.git.RealGit;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitServerTest {
  @TempDir Path folder;
  private GitHome home;
  private RepositoryUrl url;
  private RealGit work;

  @BeforeEach
  void aProjectAndAWorkTree() throws IOException {
    home = new GitHome(folder.resolve("home"));
    url = home.create("shop");
    work = RealGit.init(folder.resolve("work"));
    work.run("remote", "add", "origin", home.address("ada", "s3cret", "shop"));
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void whatIsPushedCanBeClonedAndIsAPushEvent() {
    var first = work.commit("a.txt", "1", "One");
    work.run("push", "-q", "origin", "main");
    var second = work.commit("a.txt", "2", "Two");
    work.run("push", "-q", "origin", "main", "HEAD:refs/heads/develop");

    var elsewhere = new RealGit(folder);
    elsewhere.run("clone", "-q", home.address("vera", "s3cret", "shop"), "clone");

    var clone = new RealGit(folder.resolve("clone"));
    assertThat(clone.run("rev-parse", "HEAD")).isEqualTo(second.hex());
    assertThat(clone.run("rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("main");
    assertThat(pushes())
        .extracting(Push::branch, Push::before, Push::after, Push::forced)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "main", Optional.empty(), Optional.of(first), false),
            org.assertj.core.groups.Tuple.tuple(
                "main", Optional.of(first), Optional.of(second), false),
            org.assertj.core.groups.Tuple.tuple(
                "develop", Optional.empty(), Optional.of(second), false));
    assertThat(pushes()).allMatch(push -> push.by().name().equals("ada"));
    assertThat(home.store.journal().verify()).isEmpty();
    assertThat(home.pushes.intents()).isEmpty();
  }

  @Test
  void theFirstPushOfWhoMayBeginsAProject() {
    work.commit("a.txt", "1", "One");

    assertThatThrownBy(() -> work.run("ls-remote", home.address("ada", "s3cret", "fresh")));
    assertThatThrownBy(() -> work.run("push", home.address("vera", "s3cret", "fresh"), "main"));
    assertThatThrownBy(() -> work.run("push", home.address("ada", "s3cret", "No_Name"), "main"));
    assertThat(home.repositories.exists("fresh")).isFalse();

    work.run("push", "-q", home.address("ada", "s3cret", "fresh"), "main");
    assertThat(home.pushes.last(home.repositories.url("fresh"), 10)).hasSize(1);
  }

  @Test
  void aLockThatAKilledServerLeftHindersNobody() throws IOException {
    work.commit("a.txt", "1", "One");
    work.run("push", "-q", "origin", "main");
    var bare = home.repositories.open("shop").repository().getDirectory().toPath();
    var lock = Files.createFile(bare.resolve("refs/heads/main.lock"));
    work.commit("a.txt", "2", "Two");
    assertThatThrownBy(() -> work.run("push", "-q", "origin", "main"));

    home.open.forget(bare);
    work.run("push", "-q", "origin", "main");
    assertThat(lock).doesNotExist();

    Files.createFile(lock);
    home.recovery().run();
    assertThat(lock).as("somebody may be writing").exists();
    Files.setLastModifiedTime(lock, FileTime.from(home.clock.instant().minusSeconds(11)));
    home.recovery().run();
    work.commit("a.txt", "3", "Three");
    work.run("push", "-q", "origin", "main");
    assertThat(pushes()).hasSize(3);
  }

  @Test
  void aBranchMayBeginAtAnOlderCommit() {
    work.commit("a.txt", "1", "One");
    var older = work.commit("b.txt", "1", "Two");
    work.commit("b.txt", "2", "Three");
    work.run("push", "-q", "origin", "main");

    work.run("checkout", "-q", "-b", "fix", older.hex());
    work.run("commit", "-q", "--allow-empty", "-m", "Begin the fix");
    work.run("push", "-q", "origin", "fix");

    assertThat(pushes()).extracting(Push::branch).contains("fix");
  }

  @Test
  void shallowAndOldProtocolClonesWork() {
    IntStream.range(0, 5).forEach(i -> work.commit("a.txt", "" + i, "Commit " + i));
    work.run("push", "-q", "origin", "main");
    var address = home.address("vera", "s3cret", "shop");
    var elsewhere = new RealGit(folder);

    elsewhere.run("clone", "-q", "--depth", "1", address, "shallow");
    elsewhere.run("-c", "protocol.version=0", "clone", "-q", address, "old");
    elsewhere.run("-c", "protocol.version=2", "clone", "-q", address, "new");

    assertThat(count("shallow")).isEqualTo("1");
    assertThat(count("old")).isEqualTo("5");
    assertThat(count("new")).isEqualTo("5");
  }

  @Test
  void aCloneWithoutFilesAsksForThemWhenTheyAreNeeded() {
    work.commit("a.txt", "1", "One");
    work.commit("a.txt", "2", "Two");
    work.run("push", "-q", "origin", "main");
    var elsewhere = new RealGit(folder);

    var said =
        elsewhere.run(
            "clone",
            "--no-checkout",
            "--filter=blob:none",
            home.address("vera", "s3cret", "shop"),
            "partial");

    var partial = new RealGit(folder.resolve("partial"));
    assertThat(said).doesNotContain("not recognized");
    assertThat(partial.run("rev-list", "--objects", "--missing=print", "HEAD").lines())
        .filteredOn(line -> line.startsWith("?"))
        .hasSize(2);
    assertThat(partial.run("show", "HEAD~1:a.txt")).isEqualTo("1");
  }

  private String count(String clone) {
    return new RealGit(folder.resolve(clone)).run("rev-list", "--count", "HEAD");
  }

  @Test
  void aProtectedBranchIsNeitherForcedNorDeleted() {
    work.commit("a.txt", "1", "One");
    var kept = work.commit("a.txt", "2", "Two");
    work.run("push", "-q", "origin", "main");
    work.run("reset", "-q", "--hard", "HEAD~1");
    work.commit("a.txt", "3", "Other");

    var forced = work.attempt("push", "--force", "origin", "main");
    var deleted = work.attempt("push", "origin", ":main");

    assertThat(forced.worked()).isFalse();
    assertThat(forced.text()).contains("protected branch: no forced push");
    assertThat(deleted.text()).contains("protected branch: it can't be deleted");
    assertThat(home.git.branches(url)).containsEntry("main", kept);
    assertThat(pushes()).hasSize(1);
  }

  @Test
  void otherBranchesMayBeForcedAndDeletedAndItShows() {
    var first = work.commit("a.txt", "1", "One");
    work.run("push", "-q", "origin", "HEAD:refs/heads/topic");
    work.run("commit", "-q", "--amend", "-m", "Amended");
    work.run("push", "-q", "--force", "origin", "HEAD:refs/heads/topic");
    work.run("push", "-q", "origin", ":topic");

    assertThat(pushes()).extracting(Push::forced).containsExactly(false, true, false);
    assertThat(pushes().get(1).before()).contains(first);
    assertThat(pushes().getLast().isDeletion()).isTrue();
    assertThat(home.pushes.heads(url)).isEmpty();
  }

  @Test
  void strangersAndReadersDoNotPush() {
    work.commit("a.txt", "1", "One");

    var wrong = work.attempt("push", home.address("ada", "guess", "shop"), "main");
    var nobody = work.attempt("push", home.door.address() + "/git/shop.git", "main");
    var reader = work.attempt("push", home.address("vera", "s3cret", "shop"), "main");
    var missing = work.attempt("ls-remote", home.address("vera", "s3cret", "other"));
    var outside = work.attempt("ls-remote", home.address("vera", "s3cret", "%2e%2e%2fx"));

    assertThat(wrong.text()).contains("Authentication failed").doesNotContain("guess@");
    assertThat(nobody.worked()).isFalse();
    assertThat(reader.text()).contains("vera may not push to refs/heads/main");
    assertThat(missing.text()).contains("not found");
    assertThat(outside.text()).contains("not found");
    assertThat(pushes()).isEmpty();
  }

  @Test
  void aLargePushIsStreamedAndOneOverTheLimitIsRefused() throws IOException {
    var random = new java.util.SplittableRandom(7);
    var bytes = new byte[3 << 20];
    random.nextBytes(bytes);
    Files.write(work.folder().resolve("large.bin"), bytes);
    work.commit("a.txt", "1", "Large");
    work.run("push", "-q", "origin", "main");

    try (var small =
        new GitHome(
            folder.resolve("small"),
            new GitServerSettings(PackLimits.ofPushes(1 << 20), 256 << 20, 1 << 20),
            home.store.copy())) {
      small.create("tiny");
      var refused = work.attempt("push", small.address("ada", "s3cret", "tiny"), "main");

      assertThat(refused.worked()).isFalse();
      assertThat(small.git.branches(small.repositories.url("tiny"))).isEmpty();
    }
    assertThat(home.git.branches(url)).containsKey("main");
  }

  @Test
  void anAtomicPushIsAllOrNothing() {
    work.commit("a.txt", "1", "One");
    work.run("push", "-q", "origin", "main");
    work.run("commit", "-q", "--amend", "-m", "Amended");

    var said =
        work.attempt("push", "--atomic", "--force", "origin", "main", "HEAD:refs/heads/topic");

    assertThat(said.worked()).isFalse();
    assertThat(home.git.branches(url)).containsOnlyKeys("main");
    assertThat(home.pushes.intents()).isEmpty();
  }

  @Test
  void twentyClientsAtOnceLoseNothing() throws Exception {
    clientsLoseNothing(20);
  }

  @Test
  @Tag("long")
  void fiftyClientsAtOnceLoseNothing() throws Exception {
    clientsLoseNothing(50);
  }

  private void clientsLoseNothing(int clients) throws Exception {
    work.commit("a.txt", "1", "One");
    work.run("push", "-q", "origin", "main");
    var address = home.address("ada", "s3cret", "shop");

    try (var threads = Executors.newFixedThreadPool(clients)) {
      var jobs =
          IntStream.range(0, clients)
              .<Callable<String>>mapToObj(i -> () -> cloneCommitPush(address, i))
              .toList();
      for (var done : threads.invokeAll(jobs)) {
        done.get();
      }
    }

    assertThat(home.git.branches(url)).hasSize(clients + 1);
    assertThat(pushes()).hasSize(clients + 1);
    assertThat(pushes()).extracting(Push::id).isSorted().doesNotHaveDuplicates();
    var bare = new RealGit(home.repositories.locate(url).orElseThrow());
    assertThat(bare.run("fsck", "--full", "--strict")).doesNotContain("error");
  }

  private String cloneCommitPush(String address, int number) {
    new RealGit(folder).run("clone", "-q", address, "clone" + number);
    var clone = new RealGit(folder.resolve("clone" + number));
    clone.commit("file" + number, "x", "By " + number);
    clone.run("push", "-q", "origin", "HEAD:refs/heads/topic-" + number);
    return clone.run("fetch", "-q", "origin");
  }

  @Test
  void ourOwnCommitsAreEventsToo() {
    var pushed = work.commit("a.txt", "1", "One");
    work.run("push", "-q", "origin", "main");

    var commit =
        home.git.edit(
            url,
            new Edit(
                "main",
                Author.OPENLUFFY,
                "Write [skip ci]",
                Map.of("Promotion", "p-1"),
                List.of(FileEdit.write(new RepositoryPath("v.yaml"), "tag: 1\n"))));

    assertThat(pushes()).hasSize(2);
    assertThat(pushes().getLast().before()).contains(pushed);
    assertThat(pushes().getLast().after()).contains(commit.id());
    work.run("pull", "-q", "origin", "main");
    assertThat(work.run("log", "-1", "--format=%an %s %(trailers:key=Promotion)"))
        .isEqualTo("OpenLuffy Write [skip ci] Promotion: p-1");
  }

  /** Oldest first. */
  private List<Push> pushes() {
    return home.pushes.last(url, 100).reversed();
  }
}
