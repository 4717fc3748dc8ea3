package io.openluffy.release.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.Author;
import io.openluffy.git.Commit;
import io.openluffy.git.InMemoryGit;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.release.ImageSpec;
import io.openluffy.release.ProjectName;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.build.ImageBuilder.BuildStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueuedImageBuilderTest {
  private static final RepositoryUrl URL = new RepositoryUrl("https://git.example/shop.git");
  @TempDir Path folder;
  private final SettableClock clock = SettableClock.atNoon();
  private final InMemoryGit git = new InMemoryGit(clock);
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aPushedTreeBecomesAnImageAndNothingIsLeftOver() throws Exception {
    try (var registry = new TestRegistry();
        var builder = real(List.of())) {
      var commit = commit(Map.of("web/Dockerfile", "FROM scratch\nCOPY a /\n", "web/a", "1"));

      var status = finished(builder, request(registry, "shop", commit));

      assertThat(status)
          .isInstanceOfSatisfying(
              BuildStatus.Built.class,
              built ->
                  assertThat(registry.manifests)
                      .containsKeys(
                          "/v2/web/manifests/dev-1", "/v2/web/manifests/" + built.digest()));
      assertThat(folder.resolve("home/work")).isEmptyDirectory();
    }
  }

  @Test
  void aBuilderOnThePathIsUsedForRunAndSeesNoSecretInItsArguments() throws Exception {
    try (var registry = new TestRegistry()) {
      registry.require("ben", "s3cret", false);
      var tool = folder.resolve("bin/buildah");
      Files.createDirectories(folder.resolve("bin"));
      Files.writeString(
          tool,
          "#!/bin/sh\n[ $1 = --version ] && exit 0\necho \"args $*\"\n/usr/bin/env\n[ -f \"$REGISTRY_AUTH_FILE\" ] || exit 3\n");
      Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
      try (var builder = real(List.of(folder.resolve("bin")))) {
        var commit = commit(Map.of("web/Dockerfile", "FROM scratch\nRUN make\n"));

        var status = finished(builder, request(registry, "shop", commit));

        assertThat(status)
            .isInstanceOfSatisfying(
                BuildStatus.Failed.class,
                failed -> assertThat(failed.problem().code()).isEqualTo("registry.unexpected"));
        assertThat(log).anyMatch(line -> line.matches("args --root .* build --isolation=chroot.*"));
        assertThat(log).anyMatch(line -> line.matches("args --root .* push --authfile.*"));
        assertThat(log).noneMatch(line -> line.contains("s3cret") || line.contains("MAVEN"));
      }
    }
  }

  @Test
  void aBuilderThatFailsIsQuoted() throws Exception {
    try (var registry = new TestRegistry()) {
      var tool = folder.resolve("bin/podman");
      Files.createDirectories(folder.resolve("bin"));
      Files.writeString(
          tool, "#!/bin/sh\n[ $1 = --version ] && exit 0\necho no such compiler\nexit 2\n");
      Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
      try (var builder = real(List.of(folder.resolve("bin")))) {
        var commit = commit(Map.of("web/Dockerfile", "FROM scratch\nRUN make\n"));

        assertThat(finished(builder, request(registry, "shop", commit)))
            .isInstanceOfSatisfying(
                BuildStatus.Failed.class,
                failed -> {
                  assertThat(failed.problem().code()).isEqualTo("build.failed");
                  assertThat(failed.problem().message()).contains("no such compiler");
                  assertThat(failed.problem().where().line()).hasValue(2);
                });
      }
    }
  }

  @Test
  void projectsAreServedInTurn() throws Exception {
    var order = new LinkedBlockingQueue<String>();
    var gate = new CountDownLatch(1);
    BuildTool tool =
        (request, context, lines) -> {
          order.add(request.project().value());
          await(gate);
          return "sha256:" + "0".repeat(64);
        };
    var commit = commit(Map.of("web/Dockerfile", "FROM scratch\n"));
    try (var registry = new TestRegistry();
        var builder = new QueuedImageBuilder(git, tool, folder.resolve("work"), 1, clock)) {
      var done = new CountDownLatch(4);
      for (var name : List.of("busy-1", "busy-2", "busy-3", "calm-1")) {
        var project = name.substring(0, 4);
        builder.build(request(registry, project, commit, name), log::add, done::countDown);
      }

      gate.countDown();

      assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(order).containsExactly("busy", "calm", "busy", "busy");
    }
  }

  @Test
  void aCancelledBuildIsStopped() throws Exception {
    var begun = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    BuildTool tool =
        (request, context, lines) -> {
          begun.countDown();
          await(new CountDownLatch(1));
          return "";
        };
    var commit = commit(Map.of("web/Dockerfile", "FROM scratch\n"));
    try (var registry = new TestRegistry();
        var builder = new QueuedImageBuilder(git, tool, folder.resolve("work"), 1, clock)) {
      var request = request(registry, "shop", commit);
      builder.build(request, log::add, ended::countDown);
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

      builder.cancel(request.release());

      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve("work")).isEmptyDirectory();
    }
  }

  @Test
  void aTagInAnotherRepositoryBringsItsLayers() throws Exception {
    try (var registry = new TestRegistry();
        var builder = real(List.of())) {
      var commit = commit(Map.of("web/Dockerfile", "FROM scratch\nCOPY a /\n", "web/a", "1"));
      var status = finished(builder, request(registry, "shop", commit));
      var digest = ((BuildStatus.Built) status).digest();
      var http = new HttpRegistry(RegistryLocator.AS_NAMED, host -> Optional.empty());
      var source = ImageReference.parse(registry.address() + "/web@" + digest).orElseThrow();

      http.tag(source, ImageReference.of(registry.address() + "/prod/web", "main-1"));
      registry.refuseMounts();
      http.tag(source, ImageReference.of(registry.address() + "/copied/web", "main-1"));

      for (var name : List.of("prod/web", "copied/web")) {
        var target = ImageReference.of(registry.address() + "/" + name, "main-1");
        assertThat(http.digest(target)).contains(digest);
        assertThat(http.configuration(target).labels())
            .containsEntry(BuildRequest.KEY_LABEL, "key");
        assertThat(
                registry.blobs.keySet().stream()
                    .filter(blob -> blob.startsWith("/v2/" + name + "/blobs/sha256")))
            .hasSize(2);
      }
    }
  }

  @Test
  void aRegistryThatFailsInTheMiddleIsAProblemOfTheWorldAndTheNextTryGoesOn() throws Exception {
    try (var registry = new TestRegistry();
        var builder = real(List.of())) {
      var commit = commit(Map.of("web/Dockerfile", "FROM scratch\nCOPY a /\n", "web/a", "1"));
      registry.failNext(3);

      assertThat(finished(builder, request(registry, "shop", commit)))
          .isInstanceOfSatisfying(
              BuildStatus.Failed.class,
              failed -> assertThat(failed.problem().code()).isEqualTo("registry.unreachable"));
      registry.failNext(0);
      assertThat(finished(builder, request(registry, "shop", commit)))
          .isInstanceOf(BuildStatus.Built.class);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private QueuedImageBuilder real(List<Path> path) throws IOException {
    RegistryCredentials credentials =
        host -> Optional.of(new RegistryCredentials.Credential("ben", Secret.of("s3cret")));
    var http = new HttpRegistry(RegistryLocator.AS_NAMED, credentials);
    var tools = new ToolSettings(path, Map.of(), Duration.ofSeconds(20));
    return QueuedImageBuilder.create(
        git, http, RegistryLocator.AS_NAMED, credentials, tools, folder.resolve("home"), 2, clock);
  }

  private Commit commit(Map<String, String> files) {
    return git.commitFiles(URL, "main", new Author("Anna", "a@example.com"), "Change", files);
  }

  private static BuildRequest request(TestRegistry registry, String project, Commit commit) {
    return request(registry, project, commit, "release-1");
  }

  private static BuildRequest request(
      TestRegistry registry, String project, Commit commit, String release) {
    var image =
        new ImageSpec(
            "web",
            registry.address() + "/web",
            new RepositoryPath("web"),
            new RepositoryPath("Dockerfile"),
            Optional.empty(),
            Map.of());
    return new BuildRequest(
        new ProjectName(project),
        new ReleaseId(release),
        URL,
        commit.id(),
        image,
        ImageReference.of(image.repository(), "dev-1"),
        "key");
  }

  private BuildStatus finished(QueuedImageBuilder builder, BuildRequest request)
      throws InterruptedException {
    var changed = new CountDownLatch(1);
    builder.build(request, log::add, changed::countDown);
    assertThat(changed.await(20, TimeUnit.SECONDS)).isTrue();
    return builder.build(request, log::add, () -> {});
  }
}
