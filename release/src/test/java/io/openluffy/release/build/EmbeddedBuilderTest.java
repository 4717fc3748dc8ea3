package io.openluffy.release.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.openluffy.git.CommitId;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.ProblemException;
import io.openluffy.release.ImageSpec;
import io.openluffy.release.ProjectName;
import io.openluffy.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBuilderTest {
  @TempDir Path folder;
  private TestRegistry registry;
  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void startRegistry() throws IOException {
    registry = new TestRegistry();
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @Test
  void aDockerfileBecomesAnImage() throws IOException {
    var digest =
        build(
            """
            ARG NAME=web
            FROM scratch
            ARG NAME
            ENV APP=$NAME PORT="80 80"
            LABEL team=front
            WORKDIR /srv
            COPY --chown=1000 index.html .
            COPY static/ ./static/
            USER 1000
            EXPOSE 80 53/udp
            ENTRYPOINT ["/srv/run"]
            CMD ["--port", "80"]
            """,
            Map.of("index.html", "<h1>hi</h1>", "static/a.css", "a", "static/deep/b.css", "b"));

    var config = config(digest);
    assertThat(config.path("Env").toString()).isEqualTo("[\"APP=web\",\"PORT=80 80\"]");
    assertThat(config.path("Labels").path("team").asText()).isEqualTo("front");
    assertThat(config.path("Labels").path(BuildRequest.KEY_LABEL).asText()).isEqualTo("key");
    assertThat(config.path("WorkingDir").asText()).isEqualTo("/srv");
    assertThat(config.path("User").asText()).isEqualTo("1000");
    assertThat(config.path("Entrypoint").toString()).isEqualTo("[\"/srv/run\"]");
    assertThat(config.path("Cmd").toString()).isEqualTo("[\"--port\",\"80\"]");
    assertThat(config.path("ExposedPorts").toString()).contains("80/tcp", "53/udp");
    assertThat(files(digest))
        .contains("srv/ 755 0", "srv/index.html 644 1000", "srv/static/deep/b.css 644 0");
  }

  @Test
  void theSameFilesAreTheSameDigest() throws IOException {
    var dockerfile = "FROM scratch\nCOPY . /\n";

    var first = build(dockerfile, Map.of("a", "1", "b/c", "2"));
    delete(folder.resolve("context"));
    var second = build(dockerfile, Map.of("b/c", "2", "a", "1"));

    assertThat(second).isEqualTo(first);
  }

  @Test
  void aStageMayCopyFromAnother() throws IOException {
    var digest =
        build(
            """
            FROM scratch AS assets
            COPY *.css /out/
            FROM scratch
            COPY --from=assets /out /www
            """,
            Map.of("a.css", "a", "b.css", "b", "c.txt", "c"));

    assertThat(files(digest)).contains("www/a.css 644 0", "www/b.css 644 0");
    assertThat(files(digest)).noneMatch(file -> file.contains("c.txt"));
  }

  @Test
  void anotherImageCanBeTheBase() throws IOException {
    var base = build("FROM scratch\nENV A=1\nWORKDIR /base\nCOPY a .\n", Map.of("a", "x"));
    delete(folder.resolve("context"));

    var digest =
        build(
            "FROM " + registry.address() + "/app@" + base + "\nENV B=${A}2\nCOPY b .\n",
            Map.of("b", "y"));

    assertThat(config(digest).path("Env").toString()).isEqualTo("[\"A=1\",\"B=12\"]");
    assertThat(files(digest)).contains("base/a 644 0", "base/b 644 0");
  }

  @Test
  void foldersOnTheWayAreInTheImageOnceForRuntimesThatWouldMakeThemForRootAlone()
      throws IOException {
    var base = build("FROM scratch\nCOPY a /opt/app/a\nCOPY a /opt/other/a\n", Map.of("a", "x"));
    assertThat(files(base))
        .containsExactly(
            "opt/ 755 0",
            "opt/app/ 755 0",
            "opt/app/a 644 0",
            "opt/other/ 755 0",
            "opt/other/a 644 0");
    delete(folder.resolve("context"));

    var digest =
        build(
            "FROM " + registry.address() + "/app@" + base + "\nCOPY b /opt/app/new/b\n",
            Map.of("b", "y"));

    assertThat(files(digest)).endsWith("opt/app/new/ 755 0", "opt/app/new/b 644 0").hasSize(7);
  }

  @Test
  void whatIsIgnoredIsNotCopied() throws IOException {
    var digest =
        build(
            "FROM scratch\nCOPY . /\n",
            Map.of(
                ".dockerignore",
                "*.md\nnode_modules\n!keep.md\n**/*.log\n",
                "a.md",
                "",
                "keep.md",
                "",
                "node_modules/x",
                "",
                "deep/y.log",
                "",
                "z",
                ""));

    assertThat(files(digest))
        .contains("keep.md 644 0", "z 644 0")
        .noneMatch(file -> file.contains("node_modules") || file.contains("y.log"))
        .noneMatch(file -> file.startsWith("a.md"));
  }

  @Test
  void runNeedsABuilderAndNamesItsLine() {
    assertThatThrownBy(() -> build("FROM scratch\n\nRUN \\\n make it\n", Map.of()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo("build.needs-builder");
              assertThat(e.problem().where().toString()).isEqualTo("app/Dockerfile:3:1");
              assertThat(e.problem().remedy())
                  .contains("buildctl", "buildah", "podman", "docker", "without RUN");
            });
  }

  @Test
  void aMissingSourceNamesItsLine() {
    assertThatThrownBy(() -> build("FROM scratch\nCOPY nothing /\n", Map.of()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo("build.bad-copy");
              assertThat(e.problem().where().line()).hasValue(2);
              assertThat(e.problem().message()).contains("'nothing' is not in the context");
            });
  }

  @Test
  void aLinkOutOfTheContextIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("context"));
    Files.writeString(folder.resolve("outside"), "secret");
    Files.createSymbolicLink(folder.resolve("context/link"), Path.of("../outside"));

    assertThatThrownBy(() -> build("FROM scratch\nCOPY . /\n", Map.of()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo("build.bad-link"));
  }

  @Test
  void dotsDoNotLeaveTheContext() {
    assertThatThrownBy(() -> build("FROM scratch\nCOPY ../../etc/passwd /\n", Map.of()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo("build.bad-copy"));
  }

  @Test
  void aRegistryThatAsksIsTold() throws IOException {
    registry.require("ben", "s3cret", true);

    var digest = build("FROM scratch\nCOPY a /\n", Map.of("a", "x"));

    assertThat(files(digest)).contains("a 644 0");
    assertThat(log).noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void aRegistryThatRefusesUsIsAProblemOfTheUser() {
    registry.require("ben", "another", false);

    assertThatThrownBy(() -> build("FROM scratch\nCOPY a /\n", Map.of("a", "x")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo("registry.unauthorized");
              assertThat(e.problem().inWords()).doesNotContain("s3cret");
            });
  }

  @Test
  void aRegistryThatIsGoneIsAProblemOfTheWorld() {
    registry.close();

    assertThatThrownBy(() -> build("FROM scratch\nCOPY a /\n", Map.of("a", "x")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo("registry.unreachable"));
  }

  private String build(String dockerfile, Map<String, String> files) throws IOException {
    var context = folder.resolve("context");
    Files.createDirectories(context);
    Files.writeString(context.resolve("Dockerfile"), dockerfile);
    for (var file : files.entrySet()) {
      var path = context.resolve(file.getKey());
      Files.createDirectories(path.resolve("..").normalize());
      Files.writeString(path, file.getValue());
    }
    RegistryCredentials credentials =
        host ->
            Optional.of(
                new RegistryCredentials.Credential(
                    "ben", io.openluffy.kernel.secret.Secret.of("s3cret")));
    var http = new HttpRegistry(locator(), credentials);
    var pusher = new ImagePusher(http);
    var tools = new ToolSettings(List.of(), Map.of(), Duration.ofSeconds(10));
    var foreign =
        new ForeignBuilder(
            http, locator(), credentials, tools, new ToolStorage(folder.resolve("builds")));
    return new EmbeddedBuilder(http, pusher, foreign).build(request(), context, log::add);
  }

  private RegistryLocator locator() {
    return host ->
        host.equals("openluffy.localhost")
            ? new RegistryLocator.Location(registry.address(), true)
            : RegistryLocator.AS_NAMED.locate(host);
  }

  private static BuildRequest request() {
    var image =
        new ImageSpec(
            "app",
            "openluffy.localhost/app",
            new RepositoryPath("app"),
            new RepositoryPath("Dockerfile"),
            Optional.empty(),
            Map.of());
    return new BuildRequest(
        new ProjectName("shop"),
        new ReleaseId("release-dev-1234567"),
        new RepositoryUrl("http://openluffy.localhost/git/shop.git"),
        new CommitId("1234567890123456789012345678901234567890"),
        image,
        ImageReference.of(image.repository(), "dev-1234567"),
        "key");
  }

  private com.fasterxml.jackson.databind.JsonNode manifest(String digest) throws IOException {
    return new ObjectMapper().readTree(registry.manifests.get("/v2/app/manifests/" + digest));
  }

  private com.fasterxml.jackson.databind.JsonNode config(String digest) throws IOException {
    var id = manifest(digest).path("config").path("digest").asText();
    return new ObjectMapper().readTree(registry.blobs.get("/v2/app/blobs/" + id)).path("config");
  }

  private List<String> files(String digest) throws IOException {
    var files = new ArrayList<String>();
    for (var layer : manifest(digest).path("layers")) {
      var blob = registry.blobs.get("/v2/app/blobs/" + layer.path("digest").asText());
      files.addAll(TarListing.of(java.util.Objects.requireNonNull(blob)));
    }
    return files;
  }

  private static void delete(Path path) throws IOException {
    try (var walk = Files.walk(path)) {
      for (var each : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
