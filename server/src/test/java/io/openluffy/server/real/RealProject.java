package io.openluffy.server.real;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.ground.Patience;
import io.openluffy.playground.sample.SampleProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The sample project on a real server, with its people: Ada develops, Ben approves. */
final class RealProject {
  private static final String NAME = SampleProject.NAME;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Map<String, String> SECRET = Map.of("value", "a key for the sample");

  private final WorkTree tree;
  private final String adasToken;
  private RealServer server;
  private Api admin;
  private Api ben;

  private RealProject(RealServer server, WorkTree tree, Api admin, Api ben, String adasToken) {
    this.server = server;
    this.tree = tree;
    this.admin = admin;
    this.ben = ben;
    this.adasToken = adasToken;
  }

  /** The project is begun by the administrator's first push, then connected. */
  static RealProject begin(RealServer server, Path folder) {
    var admin = server.admin();
    var adasToken = admin.user("ada", "developer").mint("work");
    var ben = admin.user("ben", "approver");
    var tree = WorkTree.sample(folder, "ada");
    tree.as("admin").push(remote(server), admin.mint("first push"), "main", "develop");
    admin.post("/api/v1/projects", Map.of("url", remote(server)));
    admin.put("/api/v1/projects/" + NAME + "/secrets/" + SampleProject.SECRET, SECRET);
    return new RealProject(server, tree, admin, ben, adasToken);
  }

  private static String remote(RealServer server) {
    return server.address("git") + NAME + ".git";
  }

  /** After a restart: other ports, the same people. */
  void moveTo(RealServer next) {
    server = next;
    admin = admin.at(next);
    ben = ben.at(next);
  }

  RealServer server() {
    return server;
  }

  Api admin() {
    return admin;
  }

  Api ben() {
    return ben;
  }

  WorkTree tree() {
    return tree;
  }

  /** Ada commits a headline and pushes it; the answer is the commit. */
  String push(String branch, String headline) {
    var commit = commit(branch, headline);
    push(branch);
    return commit;
  }

  /** Only in her clone so far. */
  String commit(String branch, String headline) {
    return tree.headline(remote(server), adasToken, branch, headline);
  }

  Program.Result tryPush(String branch) {
    return tree.tryPush(remote(server), adasToken, branch);
  }

  /** Whether the server's branch holds the commit. */
  boolean has(String branch, String commit) {
    return tree.log(remote(server), adasToken, branch, "%H").contains(commit);
  }

  /** How many commits a branch has. */
  int commits(String branch) {
    return tree.log(remote(server), adasToken, branch, "%H").size();
  }

  /** The ids of promotions in the commits of a branch, one per values commit. */
  List<String> promotionsOf(String branch) {
    var format = "%(trailers:key=OpenLuffy-Promotion,valueonly,separator=%x2C)";
    return tree.log(remote(server), adasToken, branch, format).stream()
        .filter(line -> !line.isBlank())
        .toList();
  }

  List<JsonNode> releases(String commit) {
    return releases().filter(one -> one.path("commit").asText().equals(commit)).toList();
  }

  private Stream<JsonNode> releases() {
    return stream(admin.get("/api/v1/projects/" + NAME + "/releases?limit=200"));
  }

  /** What the page said at a commit. */
  String headline(String commit) {
    return Site.headline(tree.git("show", commit + ":ui/index.html"));
  }

  void push(String branch) {
    tree.push(remote(server), adasToken, branch);
  }

  void checkOut(String branch) {
    tree.checkOut(remote(server), adasToken, branch);
  }

  /** Waits until the commit has come to be a release that is built. */
  JsonNode built(String commit) {
    return Patience.until(
        "the release of " + commit + " is ready",
        LIMIT,
        () -> release(commit).filter(one -> one.path("state").asText().equals("Ready")),
        () -> "; it is " + release(commit));
  }

  Optional<JsonNode> release(String commit) {
    return releases(commit).stream().findFirst();
  }

  Optional<JsonNode> promotion(String commit, String environment) {
    return release(commit)
        .flatMap(
            release ->
                stream(admin.get("/api/v1/promotions?limit=200&environment=" + environment))
                    .filter(one -> one.path("release").equals(release.path("id")))
                    .findFirst());
  }

  String state(String commit, String environment) {
    return promotion(commit, environment).map(one -> one.path("state").asText()).orElse("none");
  }

  JsonNode awaits(String commit, String environment, String state) {
    return Patience.until(
        commit + " is " + state + " in " + environment,
        LIMIT,
        () ->
            promotion(commit, environment).filter(one -> one.path("state").asText().equals(state)),
        () -> "; it is " + promotion(commit, environment) + "\n" + release(commit));
  }

  /** Waits until the promotion to prod shows a diff; the answer is what an approver reads. */
  JsonNode shown(String commit) {
    var promotion = awaits(commit, "prod", "AwaitingApproval").path("id").asText();
    return Patience.until(
        "the promotion of " + commit + " shows its diff",
        () ->
            Optional.of(admin.get("/api/v1/promotions/" + promotion))
                .filter(one -> !one.path("binding").isMissingNode())
                .filter(one -> !one.path("binding").isNull()));
  }

  Api.Answer approve(Api who, JsonNode shown) {
    try {
      return tryApprove(who, shown);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Api.Answer tryApprove(Api who, JsonNode shown) throws IOException {
    return who.tried(
        "POST",
        "/api/v1/promotions/" + shown.at("/promotion/id").asText() + "/approve",
        "{\"binding\":" + shown.path("binding") + ",\"comment\":\"read\"}");
  }

  JsonNode application(String environment) {
    return admin.get("/api/v1/applications/openluffy-" + environment);
  }

  /** The images of a service that the registry itself holds, as {@code tag -> digest}. */
  Map<String, String> images(String service) {
    return new Images(server.address("page"), "ada", adasToken).tags("openluffy-" + service);
  }

  /** How many facts of a kind the journal holds about something. */
  long facts(String what, String about) {
    return stream(admin.get("/api/v1/journal?limit=1000&about=" + about))
        .filter(row -> row.path("what").asText().equals(what))
        .count();
  }

  JsonNode verdict() {
    return admin.post("/api/v1/journal/verify", Map.of());
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
