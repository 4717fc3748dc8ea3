package io.openluffy.git.server;

import io.openluffy.git.RealGit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Somebody who works with one server through the real git, by the book: what is asked and what git
 * answers is written down, without what is different on each run (addresses, progress).
 */
final class Developer {
  private static final Pattern PROGRESS =
      Pattern.compile(
          "(?m)^remote: (Enumerating|Counting|Compressing|Total|Finding|Getting|Resolving|Updating|"
              + "Processing|Checking|Unpacking).*\n|^remote: *\n|.*\r");

  private static final Pattern ADDRESS =
      Pattern.compile("http://([^@ ]*@)?127\\.0\\.0\\.1:[0-9]+/git/[^ /'\n]*");

  /** Half past noon of a day in 2023, so that all commits have the same ids on each run. */
  private static final long FIRST = 1_700_000_000L;

  private final Path home;
  private final String folder;
  private final String address;
  private final List<String> story;
  private final Map<String, String> environment;

  Developer(Path home, String address) {
    this(home, ".", address, new ArrayList<>(), new LinkedHashMap<>());
    environment.put("NOW", Long.toString(FIRST));
  }

  private Developer(
      Path home,
      String folder,
      String address,
      List<String> story,
      Map<String, String> environment) {
    this.home = home;
    this.folder = folder;
    this.address = address;
    this.story = story;
    this.environment = environment;
  }

  /** Works in this folder from now on. */
  Developer in(String name) {
    return new Developer(home, name, address, story, environment);
  }

  Path folder() {
    return home.resolve(folder).normalize();
  }

  /** Of the project. */
  String url() {
    return address;
  }

  List<String> story() {
    return List.copyOf(story);
  }

  /** Asks git for something and writes down what it says; the answer is the exit code. */
  int git(String... arguments) {
    var said = real().attempt(arguments);
    tell("$ git " + String.join(" ", arguments));
    tell(said.text());
    tell("= " + said.code());
    return said.code();
  }

  /** Like {@link #git}, where only the end counts: the words are each server's own. */
  int quietly(String... arguments) {
    var said = real().attempt(arguments);
    tell("$ git " + String.join(" ", arguments));
    tell("= " + said.code());
    return said.code();
  }

  /** Asks for something that all hangs on; nothing is written down. */
  String ask(String... arguments) {
    return real().run(arguments);
  }

  private void tell(String text) {
    var known =
        ADDRESS
            .matcher(text.replace(home.toString(), "<home>").replace("\t", " "))
            .replaceAll("<url>");
    story.add(PROGRESS.matcher(known).replaceAll("").strip());
  }

  private RealGit real() {
    var now = environment.get("NOW") + " +0000";
    return new RealGit(
        folder(), Map.of("GIT_AUTHOR_DATE", now, "GIT_COMMITTER_DATE", now, "NO_PROXY", "*"));
  }

  /** What is committed from now on is younger than what others committed before. */
  void waitsADay() {
    environment.compute(
        "NOW", (_, now) -> Long.toString(Long.parseLong(String.valueOf(now)) + 86_400));
  }

  /** A minute later. */
  void commit(String file, String text, String message) {
    try {
      var path = folder().resolve(file);
      Files.createDirectories(path.toAbsolutePath().resolveSibling("."));
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    commit(message);
  }

  void commit(String message) {
    environment.compute("NOW", (_, now) -> Long.toString(Long.parseLong(String.valueOf(now)) + 60));
    ask("add", "-A");
    ask("commit", "-q", "--allow-empty", "-m", message);
  }

  void clones(String... options) {
    var arguments = new ArrayList<>(List.of("clone"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of(url(), "work"));
    git(arguments.toArray(String[]::new));
  }

  /** What the clone has: refs, objects, where it is shallow. */
  void lookAround() {
    git("for-each-ref", "--format=%(refname) %(objectname) %(symref)");
    git("cat-file", "--batch-all-objects", "--batch-check");
    var shallow = folder().resolve(".git/shallow");
    try {
      tell("shallow " + (Files.exists(shallow) ? sorted(Files.readAllLines(shallow)) : "nowhere"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }
}
