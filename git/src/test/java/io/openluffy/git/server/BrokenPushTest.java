package io.openluffy.git.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.PackLimits;
import io.openluffy.git.RealGit;
import io.openluffy.kernel.store.InMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes that end in the middle, or are more than the server bears. */
class BrokenPushTest {
  private static final PackLimits SMALL =
      new PackLimits(8 << 20, 1_000, 64 << 20, 1 << 20, 4 << 20);

  @TempDir Path folder;
  private GitHome home;
  private String address;
  private Path bare;

  @BeforeEach
  void aServerWithSmallLimits() throws IOException {
    home =
        new GitHome(
            folder.resolve("home"),
            new GitServerSettings(SMALL, 2 << 20, 1 << 20),
            new InMemoryStore(io.openluffy.kernel.SettableClock.atNoon()));
    bare = home.repositories.locate(home.create("shop")).orElseThrow();
    address = home.address("ada", "s3cret", "shop");
  }

  @AfterEach
  void close() {
    home.close();
  }

  private void assertNothingIsLeft() throws IOException {
    try (var files = Files.walk(bare.resolve("objects"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
    assertThat(Leftovers.of(bare)).isEmpty();
    assertThat(new RealGit(bare).run("for-each-ref")).isEmpty();
    assertThat(new RealGit(bare).attempt("fsck", "--strict").worked()).isTrue();
  }

  private String pushed(HostilePack pack) {
    return RawPush.of(address, "refs/heads/x", "1".repeat(40), pack.written());
  }

  @Test
  void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
    var zeros = new byte[1 << 20];
    var pack = new HostilePack();
    for (int i = 0; i < 70; i++) {
      pack.object(HostilePack.BLOB, zeros);
    }

    assertThat(pushed(pack)).contains("more than 67108864 bytes when it is unpacked");
    assertThat(pushed(new HostilePack().object(HostilePack.BLOB, new byte[3 << 20])))
        .contains("unpack error");
    assertThat(pushed(new HostilePack().object(HostilePack.TREE, new byte[(1 << 20) + 1])))
        .contains("a commit, folder, tag or delta of 1048577 bytes");
    assertNothingIsLeft();
  }

  @Test
  void tooManyObjectsAreRefusedAtTheirCount() throws IOException {
    var pack = new HostilePack();
    for (int i = 0; i < 1_001; i++) {
      pack.object(HostilePack.BLOB, HostilePack.text("file " + i));
    }

    assertThat(pushed(pack)).contains("1001 objects; at most 1000 may come at once");
    assertNothingIsLeft();
  }

  /** A line of deltas is light; one whose every base waits for a second delta is not. */
  @Test
  void deltasThatTakeTooMuchMemoryAreRefused() throws IOException {
    var line = chain(false);
    var tree = chain(true);

    assertThat(pushed(line)).contains("Missing unknown 1111");
    assertThat(pushed(tree)).contains("deltas that need more than 4194304 bytes of memory");
    assertNothingIsLeft();
  }

  private static HostilePack chain(boolean isTree) {
    var size = 200 << 10;
    var pack = new HostilePack().object(HostilePack.BLOB, new byte[size]);
    for (int i = 0; i < 60; i++) {
      var base = pack.last();
      pack.deltaOn(HostilePack.instructions(size, size, 0, size - 1, "" + i % 10), base);
      if (isTree) {
        var next = pack.last();
        pack.deltaOn(HostilePack.instructions(size, size, 0, size - 1, "x"), base);
        pack.continueAt(next);
      }
    }
    return pack;
  }

  @Test
  void aPushThatIsCutOffAnywhereLeavesNothing() throws Exception {
    var work = RealGit.init(folder.resolve("work"));
    Files.write(work.folder().resolve("noise"), SampleRepository.noise(400_000));
    work.commit("a.txt", "1", "One");
    var line = new CutLine(home.door.address());
    try (line) {
      var through = address.replace(home.door.address().substring(7), line.address().substring(7));
      for (var after : List.of(1L, 700L, 5_000L, 200_000L, 400_000L)) {
        line.cutBodyAfter(after);
        assertThat(work.attempt("push", through, "main").worked()).as("after " + after).isFalse();
      }
    }
    home.door.drain();
    assertNothingIsLeft();
    assertThat(home.pushes.intents()).isEmpty();
    try (var door = new HttpDoor(home.server)) {
      var again = address.replace(home.door.address().substring(7), door.address().substring(7));
      assertThat(work.attempt("push", again, "main").worked()).isTrue();
    }
  }
}
