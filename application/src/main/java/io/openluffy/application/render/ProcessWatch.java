package io.openluffy.application.render;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Kills a process that takes too long or, where that can be seen, too much memory; and one that
 * works for long while others wait for their turn.
 */
final class ProcessWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final long PAGE = 4096;

  private final Process process;
  private final RenderLimits limits;
  private final Turns.Turn turn;
  private final Duration before;
  private final Thread watcher;
  private volatile Optional<ProblemException> killed = Optional.empty();

  ProcessWatch(Process process, String tool, RenderLimits limits, Turns.Turn turn) {
    this.process = process;
    this.limits = limits;
    this.turn = turn;
    this.before = work().orElse(Duration.ZERO);
    this.watcher = Thread.ofVirtual().name("watch-" + tool).start(() -> watch(tool));
  }

  /** Why the process was killed by this watch, if it was. */
  Optional<ProblemException> killed() {
    return killed;
  }

  private void watch(String tool) {
    long begun = System.nanoTime();
    try {
      while (process.isAlive()) {
        var time = Duration.ofNanos(System.nanoTime() - begun);
        var excess = excess(tool, time);
        if (excess.isPresent()) {
          turn.tookTooMuch(kill(excess.get()));
          return;
        }
        if (worksForLong(time) && !turn.mayGoOn()) {
          turn.putOff(kill(Turns.heldUp()));
          return;
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      // The work is done; nothing is left to watch.
    }
  }

  /** On a busy machine the clock goes on also for one that does nothing: its own work counts. */
  private boolean worksForLong(Duration time) {
    return time.compareTo(limits.patience()) > 0
        && work().orElse(before.plus(time)).minus(before).compareTo(limits.patience()) > 0;
  }

  private Optional<Duration> work() {
    return process.info().totalCpuDuration();
  }

  private Optional<Problem> excess(String tool, Duration time) {
    if (time.compareTo(limits.time()) > 0) {
      return Optional.of(
          excess("too-slow", tool + " took longer than " + limits.time().toSeconds() + " s"));
    }
    var most = limits.memoryBytes();
    return residentBytes() > most
        ? Optional.of(
            excess("too-hungry", tool + " took more memory than " + RenderProblems.bytes(most)))
        : Optional.empty();
  }

  private static Problem excess(String code, String what) {
    return Problem.world(
        "render." + code,
        what + ", so it was stopped.",
        Where.NOWHERE,
        "Look for a loop without end in the source. It is tried again now and then.");
  }

  private ProblemException kill(Problem why) {
    var problem = why.asException();
    killed = Optional.of(problem);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    return problem;
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
