package io.openluffy.git.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.Maintenance;
import io.openluffy.git.RealGit;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A repository of about 1 GB, and a thousand small pushes: what they cost in memory and on disk.
 */
@Tag("long")
class LargeRepositoryTest {
  private static final int FILES = 60;
  private static final int FILE_BYTES = 16 << 20;

  @TempDir Path folder;

  /** More than the heap could hold; it is watched after each full collection. */
  @Test
  void aGigabyteGoesThroughASmallHeap() throws Exception {
    try (var home = new GitHome(folder.resolve("home"))) {
      home.create("shop");
      var work = RealGit.init(folder.resolve("work"));
      write(work.folder());
      work.run("-c", "core.bigFileThreshold=1m", "-c", "core.compression=0", "add", "-A");
      work.run("commit", "-q", "-m", "Large");
      try (var heap = new Watched()) {
        var address = home.address("ada", "s3cret", "shop");
        work.run("-c", "pack.compression=0", "push", "-q", address, "main");
        new RealGit(folder).run("clone", "-q", "--bare", address, "clone");
        new Maintenance(home.open, home.clock).reconcile(folder.resolve("home/git"));
        new RealGit(folder).run("clone", "-q", "--bare", address, "again");

        report("1 GB: pushed, cloned, put in order, cloned; " + heap);
        assertThat(heap.most()).isLessThan(256L << 20);
      }
      var clone = new RealGit(folder.resolve("again"));
      assertThat(clone.run("rev-parse", "main")).isEqualTo(work.run("rev-parse", "HEAD"));
      assertThat(clone.attempt("fsck", "--connectivity-only").worked()).isTrue();
    }
  }

  /** Figures for docs/git.md; they come with the test's report. */
  private static void report(String figures) {
    org.slf4j.LoggerFactory.getLogger(LargeRepositoryTest.class).atWarn().log(figures);
  }

  private static void write(Path folder) throws IOException {
    var random = new SplittableRandom(1);
    var bytes = new byte[FILE_BYTES];
    for (int i = 0; i < FILES; i++) {
      random.nextBytes(bytes);
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(folder.resolve("file" + i)))) {
        out.write(bytes);
      }
    }
  }

  /** What lives on the heap, looked at now and then. */
  private static final class Watched implements AutoCloseable {
    private final AtomicLong most = new AtomicLong();
    private final long before = used();
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();

    Watched() {
      var _ =
          watcher.scheduleWithFixedDelay(
              () -> most.accumulateAndGet(used(), Math::max), 0, 2, TimeUnit.SECONDS);
    }

    private static long used() {
      System.gc();
      var runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    }

    long most() {
      return most.get();
    }

    @Override
    public String toString() {
      return "live heap " + (before >> 20) + " MiB before, at most " + (most() >> 20) + " MiB";
    }

    @Override
    public void close() {
      watcher.shutdownNow();
    }
  }

  @Test
  void aThousandSmallPushesTakeLittleRoom() throws IOException {
    try (var home = new GitHome(folder.resolve("home"))) {
      var url = home.create("shop");
      var bare = home.repositories.locate(url).orElseThrow();
      var work = RealGit.init(folder.resolve("work"));
      var address = home.address("ada", "s3cret", "shop");
      long most = 0;
      for (int i = 0; i < 1_000; i++) {
        work.commit("values.yaml", "tag: " + i + "\n", "Change " + i);
        work.run("push", "-q", address, "main");
        if (i % 25 == 24) {
          home.clock.tick(java.time.Duration.ofMinutes(5));
          new Maintenance(home.open, home.clock).reconcile(folder.resolve("home/git"));
        }
        most = Math.max(most, i % 25 == 0 ? bytes(bare) : 0);
      }
      report(
          String.format(
              "1,000 pushes: %d KiB at the end, at most %d KiB, %d packs",
              bytes(bare) >> 10, most >> 10, packs(bare)));
      assertThat(most).isLessThan(16 << 20);
      assertThat(packs(bare)).isLessThan(50);
      assertThat(new RealGit(bare).attempt("fsck", "--strict").worked()).isTrue();
    }
  }

  private static long bytes(Path bare) throws IOException {
    try (var files = Files.walk(bare)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static long packs(Path bare) throws IOException {
    try (var files = Files.list(bare.resolve("objects/pack"))) {
      return files.filter(file -> file.toString().endsWith(".pack")).count();
    }
  }
}
