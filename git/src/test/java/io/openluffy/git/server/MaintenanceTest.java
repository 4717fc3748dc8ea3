package io.openluffy.git.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.Author;
import io.openluffy.git.Edit;
import io.openluffy.git.FileEdit;
import io.openluffy.git.Maintenance;
import io.openluffy.git.RealGit;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {
  @TempDir Path folder;
  private GitHome home;
  private RepositoryUrl url;
  private Path bare;
  private RealGit work;

  @BeforeEach
  void aProject() throws IOException {
    home = new GitHome(folder.resolve("home"));
    url = home.create("shop");
    bare = home.repositories.locate(url).orElseThrow();
    work = RealGit.init(folder.resolve("work"));
    work.run("remote", "add", "origin", home.address("ada", "s3cret", "shop"));
  }

  @AfterEach
  void close() {
    home.close();
  }

  private void maintain() {
    new Maintenance(home.open, home.clock).reconcile(folder.resolve("home/git"));
  }

  private void push(int number) {
    work.commit("file" + number % 7, "text " + number + "\n", "Commit " + number);
    work.run("push", "-q", "origin", "main");
  }

  private List<Path> packs() throws IOException {
    try (var files = Files.list(bare.resolve("objects/pack"))) {
      return files.filter(file -> file.toString().endsWith(".pack")).toList();
    }
  }

  private void assertSound() throws IOException {
    var fsck = new RealGit(bare).attempt("fsck", "--full", "--strict");
    assertThat(fsck.worked()).as(fsck.text()).isTrue();
    assertThat(fsck.text()).doesNotContain("error", "missing");
    assertThat(Leftovers.of(bare)).isEmpty();
  }

  @Test
  void smallPacksBecomeOneAndTheOldOnesStayForWhoReadsThem() throws IOException {
    ordered();
    IntStream.range(0, 22).forEach(this::push);

    maintain();

    assertThat(packs()).hasSize(1);
    assertThat(bare.resolve("objects/pack/preserved")).isNotEmptyDirectory();
    assertSound();
    new RealGit(folder).run("clone", "-q", home.address("vera", "s3cret", "shop"), "clone");
    home.clock.tick(Duration.ofMinutes(16));
    maintain();
    assertThat(bare.resolve("objects/pack/preserved")).isEmptyDirectory();
    assertSound();
  }

  /** As if all of it had just been put in order. */
  private void ordered() throws IOException {
    var file = Files.createFile(bare.resolve("openluffy-ordered"));
    Files.setLastModifiedTime(file, FileTime.from(home.clock.instant()));
  }

  @Test
  void onceADayAllOfItIsPutInOrderAndWhatNothingLeadsToGoes() throws IOException {
    push(0);
    work.run("push", "-q", "origin", "HEAD:refs/heads/topic");
    work.commit("secret.txt", "forgotten\n", "Only here");
    work.run("push", "-q", "origin", "HEAD:refs/heads/topic");
    var forgotten = work.run("rev-parse", "HEAD");
    work.run("push", "-q", "origin", ":topic");
    write("own commit");
    age(Duration.ofMinutes(20));

    maintain();

    assertThat(packs()).hasSize(1);
    assertThat(packs().getFirst().toString().replace(".pack", ".bitmap"))
        .satisfies(bitmap -> assertThat(Path.of(bitmap)).exists());
    assertThat(bare.resolve("packed-refs")).content().contains("refs/heads/main");
    assertThat(has(forgotten)).as("for two weeks").isTrue();
    age(Duration.ofDays(15));
    home.clock.tick(Duration.ofHours(25));
    write("another");
    maintain();
    assertThat(has(forgotten)).isFalse();
    assertSound();
  }

  private boolean has(String commit) {
    return new RealGit(bare).attempt("cat-file", "-e", commit).worked();
  }

  private void write(String text) {
    home.git.edit(
        url,
        new Edit(
            "main",
            Author.OPENLUFFY,
            "Write",
            Map.of(),
            List.of(FileEdit.write(new RepositoryPath("v.yaml"), text))));
  }

  /** The files of objects and packs; what is under way just now is not waited for. */
  private void age(Duration by) throws IOException {
    var before = home.clock.instant().minus(by);
    try (var files = Files.walk(bare.resolve("objects"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(before));
      }
    } catch (NoSuchFileException | UncheckedIOException gone) {
      // A push has ended.
    }
  }

  @Test
  void whatKilledTransfersLeftGoesAfterADay() throws IOException {
    var quarantine = Files.createDirectory(bare.resolve("objects/tmp_objdir-incoming-1"));
    Files.writeString(quarantine.resolve("half"), "x");
    var half = Files.createFile(bare.resolve("objects/pack/gc_1.pack_tmp"));
    var now = FileTime.from(home.clock.instant());
    Files.setLastModifiedTime(quarantine, now);
    Files.setLastModifiedTime(half, now);

    maintain();
    assertThat(quarantine).as("somebody may be at it").exists();
    home.clock.tick(Duration.ofHours(25));
    maintain();

    assertThat(quarantine).doesNotExist();
    assertThat(half).doesNotExist();
  }

  @Test
  void whatAKillLeftGoesWhenTheRepositoryIsOpened() throws IOException {
    push(0);
    var quarantine = Files.createDirectory(bare.resolve("objects/tmp_objdir-incoming-1"));
    Files.writeString(quarantine.resolve("half"), "x");
    var keep = Path.of(packs().getFirst().toString().replace(".pack", ".keep"));
    Files.createFile(keep);

    home.open.forget(bare);
    push(1);

    assertThat(keep).doesNotExist();
    assertSound();
  }

  /** Nobody who clones or pushes while it works notices, and nothing is lost. */
  @Test
  void usersGoOnWhileItWorks() throws Exception {
    push(0);
    var done = new AtomicBoolean();
    var address = home.address("ada", "s3cret", "shop");
    try (var threads = Executors.newFixedThreadPool(4)) {
      var cleaning =
          threads.submit(
              () -> {
                while (!done.get()) {
                  Files.deleteIfExists(bare.resolve("openluffy-ordered"));
                  age(Duration.ofMinutes(20));
                  maintain();
                }
                return true;
              });
      var users =
          IntStream.range(0, 3)
              .<Callable<String>>mapToObj(user -> () -> works(address, user))
              .toList();
      var ended = threads.invokeAll(users);
      done.set(true);
      for (var user : ended) {
        user.get();
      }
      assertThat(cleaning.get()).isTrue();
    }

    assertThat(home.git.branches(url)).hasSize(4);
    assertThat(home.pushes.last(url, 100)).hasSize(1 + 3 * 4);
    assertSound();
  }

  private String works(String address, int user) {
    var there = new RealGit(folder);
    there.run("clone", "-q", address, "clone" + user);
    var clone = new RealGit(folder.resolve("clone" + user));
    for (int i = 0; i < 4; i++) {
      clone.commit("by" + user, "text " + i, "Commit " + i);
      clone.run("push", "-q", "origin", "HEAD:refs/heads/topic-" + user);
      there.run("clone", "-q", "--bare", address, "again" + user + "-" + i);
    }
    return clone.run("fsck", "--full");
  }
}
