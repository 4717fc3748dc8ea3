package io.openluffy.release.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openluffy.git.CommitId;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.release.ImageSpec;
import io.openluffy.release.ProjectName;
import io.openluffy.release.ReleaseId;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The builders of this machine, where there are some: what is pushed is what was asked for. */
class RealBuilderTest {
  private static final List<Path> PATH =
      Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
          .map(Path::of)
          .toList();
  private static final Path SHELL = Path.of("/bin/busybox");

  @TempDir Path folder;
  private TestRegistry registry;
  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void startRegistry() throws IOException {
    registry = new TestRegistry();
    registry.require("ben", "s3cret", false);
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"buildah", "podman"})
  void whatNoProgramHasToRunForIsBuiltWithoutABase(String tool) throws IOException {
    var digest =
        build(
            tool, "FROM scratch\nCOPY a /srv/a\nHEALTHCHECK CMD [\"/srv/a\"]\nCMD [\"/srv/a\"]\n");

    assertThat(config(digest).path("Cmd").toString()).isEqualTo("[\"/srv/a\"]");
    assertThat(label(digest)).isEqualTo("key");
    assertThat(log).noneMatch(line -> line.contains("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"buildah", "podman"})
  void runIsRunOnABaseOfOurOwnRegistryUnderItsStableName(String tool) throws IOException {
    assumeThat(SHELL).isExecutable();
    requireTool(tool);
    Files.createDirectories(folder.resolve("base"));
    Files.copy(SHELL, folder.resolve("base/busybox"));
    var base = "FROM scratch\nCOPY --chmod=755 busybox /bin/sh\nENV FROM_BASE=yes\n";
    embedded("base", base, List.of());

    var digest =
        build(
            tool,
            """
            FROM openluffy.localhost/base:dev-1
            ARG WHO=nobody
            COPY a /a
            RUN echo "built by $WHO" > /built
            CMD ["/bin/sh", "-c", "cat /built"]
            """);

    assertThat(config(digest).path("Env").toString()).contains("FROM_BASE=yes");
    assertThat(label(digest)).isEqualTo("key");
    assertThat(log).anyMatch(line -> line.contains("RUN echo"));
    assertThat(manifest(digest).path("layers")).hasSizeGreaterThan(1);
  }

  @Test
  void whatAKilledServerLeftIsEndedAndTakenAway() throws Exception {
    assumeThat(SHELL).isExecutable();
    var buildah = requireTool("buildah").resolve("buildah");
    var base = Files.createDirectories(folder.resolve("base"));
    Files.copy(SHELL, base.resolve("busybox"));
    Files.writeString(base.resolve("Dockerfile"), "FROM scratch\nCOPY busybox /bin/sh\n");
    var key = BuildRequest.KEY_LABEL + "=key";
    run(buildah, "build", "--tag", "localhost/base", "--label", key, base.toString())
        .onExit()
        .get();
    var slow = Files.createDirectories(folder.resolve("slow"));
    Files.writeString(
        slow.resolve("Dockerfile"), "FROM localhost/base\nRUN while true; do echo on; done\n");
    var orphan = run(buildah, "build", "--isolation=chroot", slow.toString());
    while (!read(run(buildah, "containers", "--quiet")).contains("\n")) {
      assertThat(orphan.isAlive()).isTrue();
    }

    storage().tidy(Optional.of(buildah), Optional.empty(), environment());

    assertThat(orphan.onExit().get().exitValue()).isNotZero();
    assertThat(read(run(buildah, "containers", "--quiet"))).isBlank();
    assertThat(read(run(buildah, "images", "--quiet"))).isBlank();
    storage().rest();
    assertThat(Files.readString(Path.of("/proc/self/mounts")))
        .doesNotContain(folder.toRealPath().toString());
  }

  private Process run(Path tool, String... arguments) throws IOException {
    var command = new ArrayList<>(storage().command(tool));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment());
    if (arguments[0].equals("build")) {
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }
    return builder.start();
  }

  private Map<String, String> environment() {
    return ToolBuild.environment(new ToolSettings(PATH, Map.of(), Duration.ZERO), folder);
  }

  private static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private ToolStorage storage() {
    return new ToolStorage(folder.resolve("builds"));
  }

  private String build(String tool, String dockerfile) throws IOException {
    Files.createDirectories(folder.resolve("context"));
    Files.writeString(folder.resolve("context/a"), "1");
    return embedded("context", dockerfile, List.of(requireTool(tool)));
  }

  /** A folder with this one builder, so that no other is found first. */
  private Path requireTool(String name) throws IOException {
    var found = PATH.stream().map(path -> path.resolve(name)).filter(Files::isExecutable).findAny();
    assumeThat(found).as(name + " is not on this machine").isPresent();
    var bin = Files.createDirectories(folder.resolve("only-" + name));
    if (!Files.exists(bin.resolve(name))) {
      Files.createSymbolicLink(bin.resolve(name), found.orElseThrow());
    }
    return bin;
  }

  private String embedded(String context, String dockerfile, List<Path> tools) throws IOException {
    Files.writeString(folder.resolve(context + "/Dockerfile"), dockerfile);
    RegistryCredentials credentials =
        host -> Optional.of(new RegistryCredentials.Credential("ben", Secret.of("s3cret")));
    RegistryLocator locator =
        host ->
            host.equals("openluffy.localhost")
                ? new RegistryLocator.Location(registry.address(), true)
                : RegistryLocator.AS_NAMED.locate(host);
    var http = new HttpRegistry(locator, credentials);
    var path = new ArrayList<>(tools);
    path.addAll(PATH.stream().filter(each -> !holdsBuilder(each)).toList());
    var settings = new ToolSettings(path, Map.of(), Duration.ofMinutes(2));
    var foreign = new ForeignBuilder(http, locator, credentials, settings, storage());
    var builder = new EmbeddedBuilder(http, new ImagePusher(http), foreign);
    try {
      return builder.build(request(context), folder.resolve(context), log::add);
    } catch (RuntimeException e) {
      throw new AssertionError(String.join("\n", log), e);
    }
  }

  private static boolean holdsBuilder(Path bin) {
    return Files.exists(bin.resolve("buildctl")) || Files.exists(bin.resolve("docker"));
  }

  private static BuildRequest request(String name) {
    var image =
        new ImageSpec(
            name,
            "openluffy.localhost/" + name,
            new RepositoryPath(name),
            new RepositoryPath("Dockerfile"),
            Optional.empty(),
            Map.of("WHO", "anna"));
    return new BuildRequest(
        new ProjectName("shop"),
        new ReleaseId("release-dev-1234567"),
        new RepositoryUrl("http://openluffy.localhost/git/shop.git"),
        new CommitId("1234567890123456789012345678901234567890"),
        image,
        ImageReference.of(image.repository(), "dev-1"),
        "key");
  }

  private JsonNode manifest(String digest) throws IOException {
    return new ObjectMapper().readTree(registry.manifests.get("/v2/context/manifests/" + digest));
  }

  private JsonNode config(String digest) throws IOException {
    var id = manifest(digest).path("config").path("digest").asText();
    return new ObjectMapper()
        .readTree(registry.blobs.get("/v2/context/blobs/" + id))
        .path("config");
  }

  private String label(String digest) throws IOException {
    return config(digest).path("Labels").path(BuildRequest.KEY_LABEL).asText();
  }
}
