package io.openluffy.application.render;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Kills a process that takes too long or, where that can be seen, too much memory. */
final class ProcessWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final long PAGE = 4096;

  private final Process process;
  private final RenderLimits limits;
  private final Thread watcher;
  private volatile Optional<ProblemException> killed = Optional.empty();

  ProcessWatch(Process process, String tool, RenderLimits limits) {
    this.process = process;
    this.limits = limits;
    this.watcher = Thread.ofVirtual().name("watch-" + tool).start(() -> watch(tool));
  }

  /** Why the process was killed by this watch, if it was. */
  Optional<ProblemException> killed() {
    return killed;
  }

  private void watch(String tool) {
    var end = System.nanoTime() + limits.time().toNanos();
    try {
      while (process.isAlive()) {
        if (System.nanoTime() - end > 0) {
          kill("too-slow", tool + " took longer than " + limits.time().toSeconds() + " s");
        } else if (residentBytes() > limits.memoryBytes()) {
          kill(
              "too-hungry",
              tool + " took more memory than " + RenderProblems.bytes(limits.memoryBytes()));
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      // The work is done; nothing is left to watch.
    }
  }

  private void kill(String code, String what) {
    var problem =
        Problem.world(
            "render." + code,
            what + ", so it was stopped.",
            Where.NOWHERE,
            "Look for a loop without end in the source, or raise the limit.");
    killed = Optional.of(problem.asException());
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Zero where the machine doesn't tell. */
  private long residentBytes() {
    try {
      var statm = Files.readString(Path.of("/proc/" + process.pid() + "/statm")).split(" ", 3);
      return statm.length < 2 ? 0 : Long.parseLong(statm[1]) * PAGE;
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }

  /** When it returns, the process will not be killed any more. */
  @Override
  public void close() {
    watcher.interrupt();
    try {
      watcher.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
