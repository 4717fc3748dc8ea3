package io.openluffy.git.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.RealGit;
import io.openluffy.git.RepositoryUrl;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostilePushTest {
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("ada:s3cret".getBytes(US_ASCII));

  @TempDir Path folder;
  private GitHome home;
  private RepositoryUrl url;
  private RealGit work;

  @BeforeEach
  void aProject() throws IOException {
    home = new GitHome(folder.resolve("home"));
    url = home.create("shop");
    work = RealGit.init(folder.resolve("work"));
    work.commit("a.txt", "1", "One");
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void treesWithForbiddenNamesAreRefused() throws IOException {
    var blob = work.run("hash-object", "-w", "a.txt");
    for (var name : new String[] {".git", ".GIT", "..", ".", "git~1", ".g\u200cit"}) {
      Files.writeString(folder.resolve("tree"), "100644 blob " + blob + "\t" + name + "\n");
      var tree = mktree();
      var commit = work.run("commit-tree", tree, "-m", "Bad");

      var said = push(commit + ":refs/heads/bad");

      assertThat(said.worked()).as(name).isFalse();
      assertThat(home.git.branches(url)).as(name).isEmpty();
    }
  }

  private String mktree() throws IOException {
    try {
      var process =
          new ProcessBuilder("git", "mktree")
              .directory(work.folder().toFile())
              .redirectInput(folder.resolve("tree").toFile())
              .start();
      var tree = new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
      assertThat(process.waitFor()).isZero();
      return tree;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void onlyBranchesAndTagsCanBePushed() {
    assertThat(push("main:refs/openluffy/head").text()).contains("only branches and tags");
    assertThat(push("main:refs/tags/v1").worked()).isTrue();
    assertThat(home.pushes.last(url, 9)).isEmpty();
  }

  @Test
  void aPushThatIsCutOffLeavesNothingAndTheNextOneWorks() throws IOException {
    try (var socket =
        new Socket(
            java.net.InetAddress.getLoopbackAddress(), URI.create(home.door.address()).getPort())) {
      var out = socket.getOutputStream();
      var command = "0".repeat(40) + " " + "1".repeat(40) + " refs/heads/main\0report-status";
      out.write(
          ("POST /git/shop.git/git-receive-pack HTTP/1.1\r\nHost: x\r\nAuthorization: "
                  + BASIC
                  + "\r\nContent-Type: application/x-git-receive-pack-request\r\n"
                  + "Content-Length: 100000\r\n\r\n"
                  + String.format("%04x", command.length() + 4)
                  + command
                  + "0000PACK\0\0\0\2")
              .getBytes(US_ASCII));
      out.flush();
    }

    assertThat(push("main").worked()).isTrue();
    assertThat(home.git.branches(url)).containsOnlyKeys("main");
    try (var files = Files.walk(home.repositories.locate(url).orElseThrow())) {
      assertThat(files.filter(f -> f.toString().endsWith(".lock"))).isEmpty();
    }
  }

  @Test
  void requestsThatAreNotGitsAreRefused() throws Exception {
    assertThat(status("GET", "/git/shop.git/info/refs", "")).isEqualTo(403);
    assertThat(status("GET", "/git/shop.git/info/refs?service=git-evil", "")).isEqualTo(403);
    assertThat(status("GET", "/git/shop.git/config", "")).isEqualTo(404);
    assertThat(status("GET", "/git/../secret/info/refs?service=git-upload-pack", ""))
        .isEqualTo(404);
    assertThat(status("POST", "/git/shop.git/git-upload-pack", "text/plain")).isEqualTo(415);
    assertThat(status("GET", "/git/shop.git/git-receive-pack", "")).isEqualTo(405);
  }

  private int status(String method, String path, String type) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(home.door.address() + path))
            .header("Authorization", BASIC)
            .method(method, HttpRequest.BodyPublishers.ofString(type));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void whatCanNotBeRecordedIsNotAccepted() {
    home.store.close();

    var said = push("main");

    assertThat(said.worked()).isFalse();
    assertThat(home.repositories.locate(url)).isPresent();
    assertThat(home.git.branches(url)).isEmpty();
  }

  private RealGit.Said push(String what) {
    return work.attempt("push", home.address("ada", "s3cret", "shop"), what);
  }
}
