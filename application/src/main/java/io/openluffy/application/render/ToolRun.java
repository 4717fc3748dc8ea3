package io.openluffy.application.render;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a tool once, with nothing of our environment, within limits of time, memory and output. */
final class ToolRun {
  private static final int LONGEST_COMPLAINT = 1 << 16;

  private final String tool;
  private final PrivateFolder folder;
  private final RenderLimits limits;
  private final Turns.Turn turn;

  ToolRun(String tool, PrivateFolder folder, RenderLimits limits, Turns.Turn turn) {
    this.tool = tool;
    this.folder = folder;
    this.limits = limits;
    this.turn = turn;
  }

  /** Its standard output; a {@link ToolFailure} with its complaints if it fails. */
  String run(List<String> command, Path at) {
    var complaints = folder.path().resolve("complaints");
    try {
      var process =
          builder(command, folder)
              .directory(at.toFile())
              .redirectError(complaints.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      try (var watch = new ProcessWatch(process, tool, limits, turn)) {
        var output = output(process);
        var code = process.waitFor();
        if (watch.killed().isPresent()) {
          throw watch.killed().get();
        }
        if (code != 0) {
          throw new ToolFailure(complaint(complaints));
        }
        return output;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw unusable(tool, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unusable(tool, new IOException("interrupted", e));
    }
  }

  private String output(Process process) throws IOException {
    try (var out = process.getInputStream()) {
      var most = (int) Math.min(Integer.MAX_VALUE - 8, limits.manifestBytes());
      var bytes = out.readNBytes(most + 1);
      if (bytes.length > most) {
        process.destroyForcibly();
        throw RenderProblems.tooMuch("The output", RenderProblems.bytes(most), Where.NOWHERE);
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static String complaint(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8);
    }
  }

  static RuntimeException unusable(String tool, IOException cause) {
    return Problem.world(
            "render.tool-failed",
            tool + " can't be run: " + cause.getMessage(),
            Where.NOWHERE,
            "Check that it is installed and may be executed.")
        .asException(cause);
  }

  /**
   * A process that sees a private home, no cluster, no proxy, no programs and none of our secrets.
   */
  static ProcessBuilder builder(List<String> command, PrivateFolder folder) {
    var home = folder.folder("home").toString();
    var environment = new LinkedHashMap<String, String>();
    for (var name :
        List.of("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")) {
      environment.put(name, home);
    }
    environment.put("PATH", home);
    environment.put("LANG", "C.UTF-8");
    environment.put("KUBECONFIG", folder.file("no-cluster", NO_CLUSTER).toString());
    environment.put("HTTP_PROXY", "http://127.0.0.1:1");
    environment.put("HTTPS_PROXY", "http://127.0.0.1:1");
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(Map.copyOf(environment));
    return builder;
  }

  private static final String NO_CLUSTER =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: none, cluster: {server: "https://127.0.0.1:1"}}]
      contexts: [{name: none, context: {cluster: none, user: none}}]
      users: [{name: none, user: {}}]
      current-context: none
      """;
}
