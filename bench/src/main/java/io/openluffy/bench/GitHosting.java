package io.openluffy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** The same repository on our git server and on git's own, which is each figure's floor. */
record GitHosting(ServerProcess server, Api api, Path work) {
  private static final int COMMITS = 3_000;
  private static final int FILES = 300;
  private static final int CLIENTS = 8;

  /** One of the two: where its projects are, and how a new one is made. */
  private record Side(boolean isOurs, String address, Path repositories) {
    String project(String name) throws Exception {
      var url = address + "/" + name + ".git";
      if (!isOurs) {
        Project.run(repositories, "git", "init", "-q", "--bare", "-b", "main", name + ".git");
        var bare = repositories.resolve(name + ".git");
        Project.run(bare, "git", "config", "http.receivepack", "true");
        Project.run(bare, "git", "config", "receive.fsckObjects", "true");
      }
      return url; // ours is made by the first push
    }
  }

  void measure(int rounds, List<Figure> figures) throws Exception {
    var sample = work.resolve("sample.git");
    sample(sample);
    var peers = Files.createDirectories(work.resolve("peers"));
    var token = api.post("/api/v1/tokens", Map.of("name", "git")).path("token").asText();
    var ours = server.page().replace("http://", "http://admin:" + token + "@") + "/git";
    try (var backend = new HttpBackend(peers)) {
      compare(
          List.of(new Side(true, ours, peers), new Side(false, backend.address(), peers)),
          sample,
          rounds,
          figures);
    }
  }

  private void compare(List<Side> sides, Path sample, int rounds, List<Figure> figures)
      throws Exception {
    var first = new Pair("git: first push of 3,000 commits");
    var full = new Pair("git: clone");
    var shallow = new Pair("git: clone of depth 1");
    var crowd = new Pair("git: " + CLIENTS + " clones at once");
    var push = new Pair("git: push of a commit");
    var fetch = new Pair("git: fetch of a commit");
    for (int round = 0; round <= rounds; round++) {
      for (var side : sides) {
        var url = side.project("bench" + round);
        var isOurs = side.isOurs();
        var isWarm = round > 0;
        first.add(isOurs, isWarm, () -> Project.run(sample, "git", "push", "-q", url, "main"));
        full.add(isOurs, isWarm, () -> clone(url, "cloned"));
        shallow.add(isOurs, isWarm, () -> clone(url, "shallow", "--depth=1"));
        crowd.add(isOurs, isWarm, () -> clones(url));
        try (var ada = developer(url, "ada");
            var bob = developer(url, "bob")) {
          ada.commits("Change " + round);
          push.add(isOurs, isWarm, () -> Project.run(ada.folder(), "git", "push", "-q"));
          fetch.add(isOurs, isWarm, () -> Project.run(bob.folder(), "git", "fetch", "-q"));
        }
        for (var made : List.of("cloned", "shallow", "crowd")) {
          Folders.delete(work.resolve(made));
        }
      }
    }
    List.of(first, full, shallow, crowd, push, fetch).forEach(it -> figures.add(it.figure()));
  }

  private String clone(String from, String into, String... options) throws Exception {
    var command = new ArrayList<>(List.of("git", "clone", "-q", "--bare"));
    command.addAll(List.of(options));
    command.addAll(List.of(from, into));
    return Project.run(work, command.toArray(String[]::new));
  }

  private void clones(String from) throws Exception {
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      var jobs =
          IntStream.range(0, CLIENTS)
              .<Callable<String>>mapToObj(number -> () -> clone(from, "crowd/" + number))
              .toList();
      for (var done : threads.invokeAll(jobs)) {
        done.get();
      }
    }
  }

  private Developer developer(String url, String name) throws Exception {
    Project.run(work, "git", "clone", "-q", url, name);
    Project.run(work.resolve(name), "git", "config", "user.name", name);
    Project.run(work.resolve(name), "git", "config", "user.email", name + "@example.org");
    return new Developer(work.resolve(name));
  }

  /** One pushes a commit, another fetches it. */
  private record Developer(Path folder) implements AutoCloseable {
    void commits(String text) throws Exception {
      Files.writeString(folder.resolve("f1"), text + "\n");
      Project.run(folder, "git", "commit", "-qam", text);
    }

    @Override
    public void close() throws IOException {
      Folders.delete(folder);
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
