package io.openluffy.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The git on PATH, kept from the configuration of whoever runs the tests. */
public final class RealGit {
  private static final Map<String, String> ISOLATED =
      Map.of(
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_TERMINAL_PROMPT", "0",
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@example.com",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@example.com",
          "LC_ALL", "C");

  /** What a run of git said, both streams together. */
  public record Said(int code, String text) {
    public boolean worked() {
      return code == 0;
    }
  }

  private final Path folder;
  private final Map<String, String> more;

  public RealGit(Path folder) {
    this(folder, Map.of());
  }

  /**
   * @param more of the environment
   */
  public RealGit(Path folder, Map<String, String> more) {
    this.folder = folder;
    this.more = Map.copyOf(more);
  }

  public Path folder() {
    return folder;
  }

  /** Fails the test if git fails. */
  public String run(String... arguments) {
    var said = attempt(arguments);
    if (!said.worked()) {
      throw new AssertionError("git " + String.join(" ", arguments) + ": " + said.text());
    }
    return said.text().strip();
  }

  public Said attempt(String... arguments) {
    try {
      var command = new ArrayList<>(List.of("git"));
      command.addAll(List.of(arguments));
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.redirectErrorStream(true).environment().putAll(ISOLATED);
      builder.environment().putAll(more);
      var process = builder.start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("git did not end");
      }
      return new Said(process.exitValue(), text);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public static RealGit init(Path folder) throws IOException {
    Files.createDirectories(folder);
    var git = new RealGit(folder);
    git.run("init", "-q", "-b", "main");
    return git;
  }

  public CommitId commit(String file, String text, String message) {
    try {
      var path = folder.resolve(file);
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    run("add", "-A");
    run("commit", "-q", "--allow-empty", "-m", message);
    return new CommitId(run("rev-parse", "HEAD"));
  }
}
