package io.openluffy.server.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Program {
  private static final int LIMIT_SECONDS = 90;

  /** What a program said, on both of its streams, and how it ended. */
  record Result(int code, String output) {
    String orFail() {
      if (code != 0) {
        throw new AssertionError("ended with " + code + ":\n" + output);
      }
      return output;
    }
  }

  private Program() {}

  static Result run(Path folder, Map<String, String> environment, List<String> command) {
    return run(folder, environment, command, "");
  }

  static Result run(
      Path folder, Map<String, String> environment, List<String> command, String input) {
    try {
      var output = Files.createTempFile("program", ".out");
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      var process = builder.start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end:\n" + Files.readString(output));
      }
      var said = Files.readString(output);
      Files.delete(output);
      return new Result(process.exitValue(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
