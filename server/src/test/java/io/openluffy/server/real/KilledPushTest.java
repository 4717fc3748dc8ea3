package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code kill -9} in the middle of a push: the branch is where it was or where it should be. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class KilledPushTest {
  private static final int SIZE = 32 << 20;

  @TempDir Path folder;

  @Test
  void aPushThatAKillCutsOffLeavesNothingAndGoesThroughAgain() throws IOException {
    var server = RealServer.start(folder.resolve("home"));
    try {
      var token = server.admin().mint("git");
      var tree = WorkTree.empty(folder.resolve("work"), "admin");
      var before = commit(tree, 0);
      tree.push(remote(server), token, "main");
      // In the first bytes, in the middle, and when all of it is there.
      for (var reached : List.of(1, SIZE / 2, SIZE)) {
        var after = commit(tree, reached);
        var wasAnswered = killed(server, tree, token, reached);
        server = server.again().awaitReady();

        assertThat(tree.log(remote(server), token, "main", "%H").getFirst())
            .isIn(wasAnswered ? List.of(after) : List.of(before, after));
        assertInOrder(tree);
        tree.push(remote(server), token, "main");
        assertThat(tree.log(remote(server), token, "main", "%H").getFirst()).isEqualTo(after);
        before = after;
      }
      assertInOrder(tree);
    } finally {
      server.kill();
    }
  }

  private static String remote(RealServer server) {
    return server.address("git") + "killed.git";
  }

  private static String commit(WorkTree tree, long seed) throws IOException {
    var noise = new byte[SIZE];
    new SplittableRandom(seed).nextBytes(noise);
    Files.write(tree.file("noise"), noise);
    tree.git("add", "-A");
    tree.git("commit", "-q", "-m", "Noise " + seed);
    return tree.git("rev-parse", "HEAD").strip();
  }

  /** Whether the client was told that all is well. */
  private boolean killed(RealServer server, WorkTree tree, String token, long reached) {
    var remote = remote(server);
    var push = CompletableFuture.supplyAsync(() -> tree.tryPush(remote, token, "main"));
    Patience.until("the push gets so far", () -> push.isDone() || received() >= reached);
    server.kill();
    return push.join().code() == 0;
  }

  private long received() {
    try (var files = Files.walk(objects())) {
      return files
          .filter(file -> file.toString().contains("tmp_objdir-incoming-"))
          .mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0)
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // It goes away while we look.
    }
  }

  private Path objects() {
    return folder.resolve("home/git/killed.git/objects");
  }

  private void assertInOrder(WorkTree tree) throws IOException {
    assertThat(names(objects())).noneMatch(name -> name.matches("(tmp_|incoming_).*"));
    var packs = names(objects().resolve("pack"));
    assertThat(packs).noneMatch(name -> name.endsWith(".keep"));
    assertThat(packs)
        .filteredOn(name -> name.endsWith(".pack"))
        .allMatch(name -> packs.contains(name.replace(".pack", ".idx")));
    tree.git("--git-dir", objects().resolveSibling(".").normalize().toString(), "fsck", "--strict");
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
