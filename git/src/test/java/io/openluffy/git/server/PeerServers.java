package io.openluffy.git.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.RealGit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Our git server and git's own side by side, each with the same projects. The peer is set as ours
 * is: checks what comes in, takes push options, filters clones, and protects {@code main}.
 */
public final class PeerServers implements BeforeAllCallback, AfterAllCallback {
  private static final String PROTECTS_MAIN =
      """
      #!/bin/sh
      [ "$1" = refs/heads/main ] || exit 0
      case $3 in *[!0]*) ;; *) exit 1 ;; esac
      case $2 in *[!0]*) git merge-base --is-ancestor "$2" "$3" ;; esac
      """;

  private static final String READ = "read";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger projects = new AtomicInteger();
  private Path folder = Path.of("");
  private @Nullable Sides sides;

  private record Sides(GitHome ours, HttpDoor theirs) {}

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("openluffy-git-peers");
    sides =
        new Sides(
            new GitHome(folder.resolve("ours")),
            new HttpDoor(new HttpBackend(folder.resolve("theirs/git"))));
    SampleRepository.make(folder.resolve("sample"));
    project(READ);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    sides().ours().close();
    sides().theirs().close();
    threads.shutdownNow();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  GitHome ours() {
    return sides().ours();
  }

  private Sides sides() {
    return Objects.requireNonNull(sides, "not started");
  }

  /** A project that both have, with the sample's history. */
  String project() throws IOException {
    return project("p" + projects.incrementAndGet());
  }

  private String project(String name) throws IOException {
    for (var side : List.of("ours", "theirs")) {
      copy(folder.resolve("sample/bare"), bare(side, name));
    }
    sides().ours().create(name);
    asOurs(name);
    return name;
  }

  /** A project without a commit. */
  String emptyProject() throws IOException {
    var name = "p" + projects.incrementAndGet();
    sides().ours().create(name);
    var bare = bare("theirs", name);
    Files.createDirectories(bare);
    new RealGit(bare).run("init", "-q", "--bare", "-b", "main");
    asOurs(name);
    return name;
  }

  private void asOurs(String name) throws IOException {
    Files.writeString(
        bare("theirs", name).resolve("config"),
        """
        [core]
          repositoryformatversion = 0
          bare = true
        [http]
          receivepack = true
        [receive]
          fsckObjects = true
          advertisePushOptions = true
          denyDeleteCurrent = ignore
        [uploadpack]
          allowFilter = true
          allowAnySHA1InWant = true
        """);
    var hook = bare("theirs", name).resolve("hooks/update");
    Files.createDirectories(hook.resolveSibling("."));
    Files.writeString(hook, PROTECTS_MAIN);
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Path bare(String side, String project) {
    return folder.resolve(side).resolve("git").resolve(project + ".git");
  }

  /** With user and password. */
  String address(String side, String project) {
    var door = side.equals("ours") ? sides().ours().door : sides().theirs();
    return door.address().replace("http://", "http://ada:s3cret@") + "/git/" + project + ".git";
  }

  /** One session with each server, which must go alike and end alike. */
  void alike(Consumer<Developer> session) {
    try {
      alike(project(), session);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void alike(String project, Consumer<Developer> session) throws IOException {
    var theirs = CompletableFuture.supplyAsync(() -> played("theirs", project, session), threads);
    var ours = played("ours", project, session);

    assertThat(ours).isEqualTo(theirs.join());
    assertThat(Leftovers.of(bare("ours", project))).isEmpty();
  }

  private String played(String side, String project, Consumer<Developer> session) {
    try {
      var home = Files.createDirectories(folder.resolve("developers").resolve(project + side));
      var developer = new Developer(home, address(side, project));
      session.accept(developer);
      return Stream.concat(developer.story().stream(), state(bare(side, project)).stream())
          .reduce("", (all, line) -> all + line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One session that only asks, on a project that nobody writes to. */
  void answerAlike(Consumer<Developer> session) {
    var theirs = CompletableFuture.supplyAsync(() -> answered("theirs", session), threads);
    assertThat(answered("ours", session)).isEqualTo(theirs.join());
  }

  /** Asks ours alone. */
  RealGit.Said attempt(String command, String... options) throws IOException {
    var arguments = new java.util.ArrayList<>(List.of(command));
    arguments.addAll(List.of(options));
    arguments.add(address("ours", READ));
    return new RealGit(Files.createTempDirectory(folder, "asks"))
        .attempt(arguments.toArray(String[]::new));
  }

  private String answered(String side, Consumer<Developer> session) {
    try {
      var home = Files.createTempDirectory(folder, "asks");
      var developer = new Developer(home, address(side, READ));
      session.accept(developer);
      return String.join("\n", developer.story());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in a repository of a server; it must be in order. */
  static List<String> state(Path bare) {
    var git = new RealGit(bare);
    assertThat(git.attempt("fsck", "--strict", "--no-dangling"))
        .extracting(RealGit.Said::code, RealGit.Said::text)
        .as("fsck of " + bare)
        .satisfies(
            said -> {
              assertThat(said.getFirst()).isEqualTo(0);
              assertThat(said.getLast().toString()).doesNotContain("error", "warning");
            });
    return List.of(
        "HEAD " + git.run("symbolic-ref", "HEAD"),
        git.run("for-each-ref", "--format=%(refname) %(objectname)"),
        git.run("cat-file", "--batch-all-objects", "--batch-check"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
