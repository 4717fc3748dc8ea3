package io.openluffy.git.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.RealGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that begins with a history need not wait for the maintenance to be cloned fast. */
class FirstPushTest {
  private static final int COMMITS = 300;

  @TempDir Path folder;
  private GitHome home;
  private RealGit work;
  private RealGit bare;

  @BeforeEach
  void aHistoryAndAnEmptyProject() throws IOException {
    home = new GitHome(folder.resolve("home"));
    bare = new RealGit(home.repositories.locate(home.create("shop")).orElseThrow());
    work = RealGit.init(folder.resolve("work"));
    work.run("remote", "add", "origin", home.address("ada", "s3cret", "shop"));
    Files.writeString(folder.resolve("history"), history());
    work.run("config", "alias.take", "!git fast-import --quiet < ../history");
    work.run("take");
    work.run("reset", "-q", "--hard");
  }

  @AfterEach
  void close() {
    home.close();
  }

  private static String history() {
    var commits = new StringBuilder();
    for (int i = 0; i < COMMITS; i++) {
      commits
          .append("commit refs/heads/main\ncommitter Ada <ada@example.com> ")
          .append(1_700_000_000 + i)
          .append(" +0000\ndata 4\nNext\nM 100644 inline folder/file")
          .append(i % 9)
          .append("\ndata <<END\n")
          .append(i)
          .append("\nEND\n\n");
    }
    return commits.toString();
  }

  private List<Path> bitmaps() throws IOException {
    try (var files = Files.list(bare.folder().resolve("objects/pack"))) {
      return files.filter(file -> file.toString().endsWith(".bitmap")).toList();
    }
  }

  private RealGit cloned(String name) {
    new RealGit(folder).run("clone", "-q", home.address("vera", "s3cret", "shop"), name);
    return new RealGit(folder.resolve(name));
  }

  @Test
  void hasABitmapThatGitItselfFindsRight() throws IOException {
    work.run("push", "-q", "origin", "main");

    assertThat(bitmaps()).hasSize(1);
    assertThat(bare.run("rev-list", "--test-bitmap", "main")).contains("OK!");
    assertThat(bare.run("rev-list", "--use-bitmap-index", "--objects", "--count", "main"))
        .isEqualTo(work.run("rev-list", "--objects", "--count", "main"));
    assertThat(bare.run("fsck", "--strict")).isEmpty();
  }

  @Test
  void isClonedWholeAndSoIsWhatComesLater() {
    work.run("push", "-q", "origin", "main");
    var early = cloned("early");
    work.commit("later.txt", "more", "Later");
    work.run("tag", "-am", "One", "v1");
    work.run("push", "-q", "origin", "main", "v1");
    early.run("fetch", "-q");

    var late = cloned("late");

    assertThat(late.run("rev-parse", "HEAD", "v1")).isEqualTo(work.run("rev-parse", "HEAD", "v1"));
    assertThat(early.run("rev-parse", "origin/main")).isEqualTo(work.run("rev-parse", "HEAD"));
    assertThat(late.run("fsck", "--strict")).isEmpty();
    assertThat(early.run("fsck", "--strict")).isEmpty();
  }

  @Test
  void ofTwoHistoriesHasNoBitmapAndIsClonedAllTheSame() throws IOException {
    work.run("checkout", "-q", "--orphan", "other");
    work.commit("other.txt", "other", "Other");

    work.run("push", "-q", "origin", "main", "other");

    assertThat(bitmaps()).isEmpty();
    var clone = cloned("clone");
    assertThat(clone.run("rev-parse", "origin/main", "origin/other"))
        .isEqualTo(work.run("rev-parse", "main", "other"));
    assertThat(clone.run("fsck", "--strict")).isEmpty();
  }
}
