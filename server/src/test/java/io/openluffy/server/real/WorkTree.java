package io.openluffy.server.real;

import io.openluffy.playground.sample.SampleProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A developer's clone of the sample project, used with the real {@code git}. */
final class WorkTree {
  private final Path folder;
  private final String who;

  private WorkTree(Path folder, String who) {
    this.folder = folder;
    this.who = who;
  }

  /** A repository without a commit, on main. */
  static WorkTree empty(Path folder, String who) {
    try {
      var tree = new WorkTree(Files.createDirectories(folder), who);
      tree.git("init", "-q", "-b", "main");
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sample project on main and develop, with a soak of two seconds, not pushed yet. */
  static WorkTree sample(Path folder, String who) {
    var tree = empty(folder, who);
    try {
      for (var file : SampleProject.files().entrySet()) {
        var place = folder.resolve(file.getKey());
        Files.createDirectories(place.getParent());
        Files.writeString(place, file.getValue().replace("healthyFor: 30s", "healthyFor: 2s"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tree.git("add", "-A");
    tree.git("commit", "-q", "-m", "Lay out the project\n\n[skip ci]");
    tree.git("branch", "develop");
    return tree;
  }

  /** The same folder in the hands of somebody else. */
  WorkTree as(String somebody) {
    return new WorkTree(folder, somebody);
  }

  /** Commits another headline on a branch, as it is on the server now. */
  String headline(String remote, String token, String branch, String text) {
    checkOut(remote, token, branch);
    write("ui/index.html", "<h1 id=\"headline\">" + text + "</h1>\n");
    git("commit", "-q", "-a", "-m", "Say: " + text);
    return git("rev-parse", "HEAD").strip();
  }

  void checkOut(String remote, String token, String branch) {
    with(token, "fetch", "-q", remote, branch);
    git("checkout", "-q", "-B", branch, "FETCH_HEAD");
  }

  /** A line per commit of the server's branch. */
  List<String> log(String remote, String token, String branch, String format) {
    with(token, "fetch", "-q", remote, branch);
    return git("log", "--format=" + format, "FETCH_HEAD").lines().toList();
  }

  void write(String path, String text) {
    try {
      Files.writeString(folder.resolve(path), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String path) {
    return folder.resolve(path);
  }

  void push(String remote, String token, String... refs) {
    tryPush(remote, token, refs).orFail();
  }

  Program.Result tryPush(String remote, String token, String... refs) {
    var command = new ArrayList<>(List.of("push", "-q", remote));
    command.addAll(List.of(refs));
    return run(credentials(token), command);
  }

  String git(String... arguments) {
    return run(Map.of(), List.of(arguments)).orFail();
  }

  private String with(String token, String... arguments) {
    return run(credentials(token), List.of(arguments)).orFail();
  }

  private Program.Result run(Map<String, String> environment, List<String> arguments) {
    var command =
        new ArrayList<>(List.of("git", "-c", "user.name=" + who, "-c", "core.hooksPath=/dev/null"));
    command.addAll(List.of("-c", "user.email=" + who + "@example.org"));
    command.addAll(arguments);
    var all = new java.util.TreeMap<>(environment);
    all.put("GIT_TERMINAL_PROMPT", "0");
    all.put("GIT_CONFIG_GLOBAL", "/dev/null");
    return Program.run(folder, all, command);
  }

  /** In the environment, where the process list does not show them. */
  private Map<String, String> credentials(String token) {
    var basic =
        Base64.getEncoder().encodeToString((who + ":" + token).getBytes(StandardCharsets.UTF_8));
    return Map.of(
        "GIT_CONFIG_COUNT", "1",
        "GIT_CONFIG_KEY_0", "http.extraHeader",
        "GIT_CONFIG_VALUE_0", "Authorization: Basic " + basic);
  }
}
