package io.openluffy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The sample project in a clone, as somebody who works on it. */
record Project(ServerProcess server, Api api, Facts facts, Kubernetes kubernetes, Path work) {
  private static final String ENVIRONMENTS = ".openluffy/environments.yaml";

  /** Waits for the demo's own journey, takes its 30 s, and makes the later rounds shorter. */
  void firstJourney(List<Figure> figures) throws Exception {
    facts.await("promotion.arrived", fact -> place(fact).endsWith("/preprod"));
    facts.await("promotion.approval-asked", fact -> place(fact).endsWith("/prod"));
    figures.add(beyond("soak of 30 s, beyond its end", 0));
    // A token, as in scripts: a password costs a tenth of a second each time, on purpose.
    var token = api.post("/api/v1/tokens", Map.of("name", "bench")).path("token").asText();
    var git = server.page().replace("http://", "http://admin:" + token + "@");
    run(work, "git", "clone", "-q", git + "/git/openluffy.git", "project");
    run(folder(), "git", "config", "user.name", "Developer");
    run(folder(), "git", "config", "user.email", "developer@example.org");
    run(folder(), "git", "checkout", "-q", "main");
    var file = folder().resolve(ENVIRONMENTS);
    var text = Files.readString(file).replace("healthyFor: 30s", "healthyFor: 1s");
    Files.writeString(file, text.replaceAll("(?m)^  requires:.*\n", ""));
    run(folder(), "git", "commit", "-qam", "Shorten the soak [skip ci]");
    push("main");
  }

  /** How much later than its end the soak was seen to be over, for soaks from the n-th on. */
  Figure beyond(String name, int from) throws InterruptedException {
    var late = new ArrayList<Double>();
    var soaks = facts.all("promotion.soak-started");
    for (var arrived : facts.all("promotion.arrived")) {
      soaks.stream()
          .skip(from)
          .filter(soak -> soak.path("about").equals(arrived.path("about")))
          .reduce((_, last) -> last)
          .map(soak -> soak.at("/details/event/until").asText())
          .filter(until -> !until.isEmpty())
          .map(until -> Duration.between(Instant.parse(until), at(arrived)).toNanos() / 1e6)
          .ifPresent(late::add);
    }
    return new Figure(name, "ms", "500", late, sleeps());
  }

  /** How much later than asked for this machine wakes somebody up. */
  private static List<Double> sleeps() throws InterruptedException {
    var late = new ArrayList<Double>();
    for (int i = 0; i < 10; i++) {
      var watch = new Watch();
      Thread.sleep(100);
      late.add(watch.millis() - 100);
    }
    return late;
  }

  int soaks() {
    return facts.all("promotion.soak-started").size();
  }

  static Instant at(JsonNode fact) {
    return Instant.parse(fact.path("at").asText());
  }

  static String place(JsonNode fact) {
    return fact.at("/details/place").asText();
  }

  Path folder() {
    return work.resolve("project");
  }

  /** Commits a change that no image is made of; the answer is the commit. */
  String commit(String branch, String text) throws Exception {
    run(folder(), "git", "checkout", "-q", branch);
    run(folder(), "git", "pull", "-q", "--rebase");
    var chart = folder().resolve("helm/openluffy/Chart.yaml");
    var kept = Files.readString(chart).replaceAll("(?m)^# bench.*\n", "");
    Files.writeString(chart, kept + "# bench " + text + "\n");
    run(folder(), "git", "commit", "-qam", "Change " + text);
    return head();
  }

  String head() throws Exception {
    return run(folder(), "git", "rev-parse", "HEAD").strip();
  }

  void push(String branch) throws Exception {
    run(folder(), "git", "push", "-q", "origin", "HEAD:" + branch);
  }

  /** Waits until every request to the address is answered by an image with this tag. */
  void live(String host, String tag) throws Exception {
    var http = api.http();
    var request =
        HttpRequest.newBuilder(URI.create(server.ingress() + "/")).header("Host", host).build();
    Watch.until(
        tag + " in " + host,
        () -> {
          var answer = http.send(request, BodyHandlers.discarding());
          return answer.headers().firstValue("X-Image").filter(image -> image.contains(tag));
        });
  }

  /** That many releases, one after the other. */
  void releases(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      var commit = commit("develop", "release " + i);
      push("develop");
      var tag = "dev-" + commit.substring(0, 7);
      facts.await("promotion.values-written", fact -> tag(fact).equals(tag));
    }
  }

  static String tag(JsonNode fact) {
    return fact.at("/details/tag").asText();
  }

  static String run(Path folder, String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(Arrays.toString(command) + ": " + said);
    }
    return said;
  }
}
