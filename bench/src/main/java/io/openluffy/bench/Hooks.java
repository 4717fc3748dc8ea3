package io.openluffy.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * From a signed webhook about a repository that is not ours to the values commit in it. The floor
 * is what somebody does by hand with git: fetch, commit, push.
 */
record Hooks(Project project) {
  private static final String NAME = "foreign";
  private static final String SECRET = "the-secret-of-the-hook";

  void measure(int rounds, List<Figure> figures) throws Exception {
    prepare();
    var hooked = new ArrayList<Double>();
    var byHand = new ArrayList<Double>();
    for (int i = -1; i < rounds; i++) {
      var commit = change("hook " + i);
      var watch = new Watch();
      hook();
      Watch.until("the values commit", () -> head().filter(head -> !head.equals(commit)));
      var millis = watch.millis();
      if (i >= 0) { // the first one builds the images
        hooked.add(millis);
        byHand.add(byHand(i));
      }
    }
    figures.add(new Figure("webhook to values commit", "ms", "1000", hooked, byHand));
  }

  /** The sample project once more, under other names, in a repository of its own. */
  private void prepare() throws Exception {
    var work = project.work();
    Project.run(work, "git", "init", "-q", "--bare", "-b", "main", bare().toString());
    Project.run(work, "git", "clone", "-q", project.folder().toString(), NAME);
    git("checkout", "-q", "-B", "main", "origin/main");
    git("config", "user.name", "Developer");
    git("config", "user.email", "developer@example.org");
    git("rm", "-q", "argocd/openluffy-preprod.yaml", "argocd/openluffy-prod.yaml");
    rename("argocd/openluffy-dev.yaml");
    rename(".openluffy/project.yaml");
    rename(".openluffy/environments.yaml");
    rename(".openluffy/pipelines.yaml");
    git("commit", "-qam", "Another project [skip ci]");
    git("remote", "set-url", "origin", bare().toString());
    git("push", "-q", "origin", "HEAD:main", "HEAD:develop");
    project
        .api()
        .post(
            "/api/v1/projects",
            Map.of("url", url(), "name", NAME, "credentials", Map.of("webhookSecret", SECRET)));
    project.api().put("/api/v1/projects/" + NAME + "/secrets/api-key", Map.of("value", "measured"));
    project.facts().await("project.configured", fact -> fact.path("about").asText().endsWith(NAME));
    project.facts().await("manifest.applied", fact -> fact.toString().contains("foreign-dev"));
  }

  private void rename(String file) throws Exception {
    var path = folder().resolve(file);
    var text =
        Files.readString(path)
            .replace("http://openluffy.localhost/git/openluffy.git", url())
            .replace("name: openluffy-dev", "name: foreign-dev")
            .replace("namespace: openluffy-dev", "namespace: foreign-dev")
            .replace("application: openluffy-", "application: foreign-")
            .replace("metadata: {name: openluffy}", "metadata: {name: foreign}")
            .replace("environments: [dev, preprod]", "environments: [dev]");
    Files.writeString(path, text);
  }

  private String change(String text) throws Exception {
    git("fetch", "-q", "origin", "develop");
    git("checkout", "-q", "-B", "develop", "FETCH_HEAD");
    return committed(text);
  }

  private String committed(String text) throws Exception {
    Files.writeString(folder().resolve("NOTES.md"), text + "\n");
    git("add", "NOTES.md");
    git("commit", "-qm", "Change " + text);
    git("push", "-q", "origin", "HEAD:develop");
    return git("rev-parse", "HEAD").strip();
  }

  private double byHand(int round) throws Exception {
    var watch = new Watch();
    git("fetch", "-q", "origin", "develop");
    git("checkout", "-q", "-B", "develop", "FETCH_HEAD");
    committed("by hand " + round + " [skip ci]");
    return watch.millis();
  }

  private void hook() throws Exception {
    var body =
        Api.JSON.writeValueAsString(
            Map.of(
                "ref", "refs/heads/develop",
                "repository", Map.of("clone_url", url(), "default_branch", "main"),
                "pusher", Map.of("name", "developer")));
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    var proof = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    var request =
        HttpRequest.newBuilder(URI.create(project.server().page() + "/api/webhook"))
            .header("Content-Type", "application/json")
            .header("X-GitHub-Event", "push")
            .header("X-GitHub-Delivery", UUID.randomUUID().toString())
            .header("X-Hub-Signature-256", "sha256=" + proof)
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = project.api().http().send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the webhook was refused: " + answer.body());
    }
  }

  private Optional<String> head() throws Exception {
    var file = bare().resolve("refs/heads/develop");
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  private String git(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return Project.run(folder(), command.toArray(String[]::new));
  }

  private Path bare() {
    return project.work().resolve("foreign.git");
  }

  private String url() {
    return bare().toUri().toString().replaceFirst("^file:/+", "file:///").replaceAll("/$", "");
  }

  private Path folder() {
    return project.work().resolve(NAME);
  }
}
