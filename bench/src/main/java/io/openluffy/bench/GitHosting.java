package io.openluffy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The same repository on our git server and on git's own: push, clone, fetch. The floor is git. */
record GitHosting(ServerProcess server, Api api, Path work) {
  private static final int COMMITS = 3_000;
  private static final int FILES = 300;

  void measure(int rounds, List<Figure> figures) throws Exception {
    var sample = work.resolve("sample.git");
    sample(sample);
    var peers = Files.createDirectories(work.resolve("peers"));
    Project.run(peers, "git", "init", "-q", "--bare", "-b", "main", "bench.git");
    Project.run(peers.resolve("bench.git"), "git", "config", "http.receivepack", "true");
    Project.run(peers.resolve("bench.git"), "git", "config", "receive.fsckObjects", "true");
    var token = api.post("/api/v1/tokens", Map.of("name", "git")).path("token").asText();
    var ours = server.page().replace("http://", "http://admin:" + token + "@") + "/git/bench.git";
    try (var backend = new HttpBackend(peers)) {
      var theirs = backend.address() + "/bench.git";
      figures.add(
          new Figure(
              "git: first push of 3,000 commits",
              "ms",
              "",
              List.of(push(sample, ours)),
              List.of(push(sample, theirs))));
      clones(ours, theirs, rounds, figures);
      changes(ours, theirs, rounds, figures);
    }
  }

  private static double push(Path from, String to) throws Exception {
    var watch = new Watch();
    Project.run(from, "git", "push", "-q", to, "main");
    return watch.millis();
  }

  private void clones(String ours, String theirs, int rounds, List<Figure> figures)
      throws Exception {
    var full = new Pairs();
    var shallow = new Pairs();
    for (int i = 0; i < rounds; i++) {
      full.ours().add(clone(ours));
      full.theirs().add(clone(theirs));
      shallow.ours().add(clone(ours, "--depth=1"));
      shallow.theirs().add(clone(theirs, "--depth=1"));
    }
    figures.add(full.figure("git: clone"));
    figures.add(shallow.figure("git: clone of depth 1"));
  }

  private double clone(String from, String... options) throws Exception {
    var into = work.resolve("cloned");
    var command = new ArrayList<>(List.of("git", "clone", "-q", "--bare"));
    command.addAll(List.of(options));
    command.addAll(List.of(from, into.toString()));
    var watch = new Watch();
    Project.run(work, command.toArray(String[]::new));
    var millis = watch.millis();
    Folders.delete(into);
    return millis;
  }

  /** One developer pushes a commit, another fetches it. */
  private void changes(String ours, String theirs, int rounds, List<Figure> figures)
      throws Exception {
    var pushes = new Pairs();
    var fetches = new Pairs();
    for (var side : List.of(ours, theirs)) {
      var ada = developer(side, "ada");
      var bob = developer(side, "bob");
      for (int i = 0; i < rounds; i++) {
        Files.writeString(ada.resolve("f1"), "by Ada " + i + "\n");
        Project.run(ada, "git", "commit", "-qam", "Change " + i);
        pushes.of(side.equals(ours)).add(push(ada, "origin"));
        var watch = new Watch();
        Project.run(bob, "git", "fetch", "-q");
        fetches.of(side.equals(ours)).add(watch.millis());
      }
      Folders.delete(ada);
      Folders.delete(bob);
    }
    figures.add(pushes.figure("git: push of a commit"));
    figures.add(fetches.figure("git: fetch of a commit"));
  }

  private Path developer(String side, String name) throws Exception {
    Project.run(work, "git", "clone", "-q", side, name);
    Project.run(work.resolve(name), "git", "config", "user.name", name);
    Project.run(work.resolve(name), "git", "config", "user.email", name + "@example.org");
    return work.resolve(name);
  }

  private record Pairs(List<Double> ours, List<Double> theirs) {
    Pairs() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    List<Double> of(boolean isOurs) {
      return isOurs ? ours : theirs;
    }

    Figure figure(String name) {
      return new Figure(name, "ms", "", ours, theirs);
    }
  }

  private static void sample(Path bare) throws IOException, InterruptedException {
    Files.createDirectories(bare);
    Project.run(bare, "git", "init", "-q", "--bare", "-b", "main");
    var stream = new StringBuilder();
    for (int i = 0; i < COMMITS; i++) {
      var text = ("line of file " + i % FILES + "\n").repeat(40) + "change " + i + "\n";
      stream
          .append("commit refs/heads/main\ncommitter Bench <b@example.org> ")
          .append(1_700_000_000L + i)
          .append(" +0000\ndata 7\nChange\n\nM 100644 inline f")
          .append(i % FILES)
          .append("\ndata ")
          .append(text.length())
          .append('\n')
          .append(text)
          .append('\n');
    }
    var input = bare.resolveSibling("sample.import");
    Files.writeString(input, stream);
    Project.run(bare, "sh", "-c", "git fast-import --quiet < ../sample.import");
    Project.run(bare, "git", "gc", "-q");
  }
}
