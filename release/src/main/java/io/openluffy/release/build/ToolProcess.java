package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import io.openluffy.release.build.ImageBuilder.BuildLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Runs a command with its output as it comes, and ends it with all its children in time. */
final class ToolProcess {
  private static final int LONGEST_LINE = 4_000;
  private static final Duration TIDYING = Duration.ofSeconds(5);

  private ToolProcess() {}

  /**
   * How it ended.
   *
   * @param last what it said last
   */
  record Ending(int code, boolean isLate, String last) {
    boolean isGood() {
      return code == 0 && !isLate;
    }

    void orThrow(Instruction needed, BuildRequest request) {
      if (!isGood()) {
        throw Problem.user(
                isLate ? "build.timed-out" : "build.failed",
                isLate
                    ? "The build of '" + request.image().name() + "' took too long."
                    : "The build of '" + request.image().name() + "' failed: " + last,
                needed.where(),
                "The log of the build says more.")
            .asException();
      }
    }
  }

  static Ending run(
      List<String> command,
      Map<String, String> environment,
      Path folder,
      Duration limit,
      BuildLog log) {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      return new Ending(-1, false, String.valueOf(e.getMessage()));
    }
    var last = new AtomicReference<>("");
    var reader = Thread.startVirtualThread(() -> read(process, last, log));
    try {
      var ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        end(process);
      }
      reader.join(Duration.ofSeconds(5));
      return new Ending(ended ? process.exitValue() : -1, !ended, last.get());
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      return new Ending(-1, false, "It was stopped.");
    }
  }

  /** Asked first, because a builder that is killed leaves its container and mounts behind. */
  private static void end(Process process) {
    var children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(TIDYING.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void read(Process process, AtomicReference<String> last, BuildLog log) {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = line(reader); line.length() > 0; line = line(reader)) {
        var text = line.toString().stripTrailing();
        log.line(text);
        if (!text.isBlank()) {
          last.set(text.substring(0, Math.min(text.length(), 300)));
        }
      }
    } catch (IOException e) {
      log.line("(the output ended: " + e.getMessage() + ")");
    }
  }

  /** Up to and with the line's end; empty at the end of all; a part if the line is too long. */
  private static CharSequence line(Reader reader) throws IOException {
    var line = new StringBuilder();
    int c;
    while (line.length() < LONGEST_LINE && (c = reader.read()) >= 0) {
      line.append((char) c);
      if (c == '\n') {
        break;
      }
    }
    return line;
  }
}
