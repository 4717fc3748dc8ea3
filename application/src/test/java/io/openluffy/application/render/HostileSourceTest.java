package io.openluffy.application.render;

import static io.openluffy.application.render.Sources.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that want more than they may. */
class HostileSourceTest {
  private static final String CANARY = "canary-5f3a";
  private static final String MAP =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {{ .Values | toYaml | nindent 2 }}\n";

  @TempDir static Path work;
  private static SourceRenderer renderer;

  @TempDir Path folder;
  private Path root;

  @BeforeAll
  static void start() {
    renderer = new SourceRenderer(Sources.settings(work, RenderLimits.DEFAULT));
  }

  @AfterAll
  static void stop() {
    renderer.close();
  }

  @BeforeEach
  void aRepositoryBesideASecret() throws IOException {
    root = Files.createDirectories(folder.resolve("repository"));
    Files.writeString(folder.resolve("secret.yaml"), "secret: " + CANARY);
    Files.createDirectories(root.resolve(".git"));
    Files.writeString(root.resolve(".git/config.yaml"), "secret: " + CANARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.yaml",
        "/../secret.yaml",
        "a/../../secret.yaml",
        "../../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://127.0.0.1:1/values.yaml",
        "s3://bucket/values.yaml",
        ".git/config.yaml",
        "/.git/config.yaml",
        "../*.yaml",
        "link.yaml",
        "chain.yaml",
        "out/secret.yaml",
        "git.yaml",
        "$other/../secret.yaml"
      })
  void aValueFileStaysInside(String name) {
    var source =
        new Sources(root)
            .chart(MAP)
            .link("link.yaml", "../secret.yaml")
            .link("chain.yaml", "chain2.yaml")
            .link("chain2.yaml", folder.resolve("secret.yaml").toString())
            .link("out", "..")
            .link("git.yaml", ".git/config.yaml")
            .ref("other", root)
            .spec("{\"helm\": {\"valueFiles\": [\"" + name + "\"]}}");

    assertThat(problem(renderer, source.request()).inWords()).doesNotContain(CANARY);
  }

  @Test
  void aParameterFileStaysInside() {
    var source =
        new Sources(root)
            .chart(MAP)
            .spec(
                "{\"helm\": {\"fileParameters\": [{\"name\": \"a\", \"path\": \"../secret.yaml\"}]}}");

    assertThat(problem(renderer, source.request()).code()).isEqualTo("render.outside-repository");
  }

  @Test
  void aChartWithALinkThatLeadsOutIsRefused() {
    var source =
        new Sources(root)
            .chart(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: {{ .Files.Get \"x\" }}}")
            .link("x", "../secret.yaml");

    assertThat(problem(renderer, source.request()).message()).contains("out-of-bounds symlinks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret.yaml", "chain.yaml", ".git/config.yaml"})
  void aManifestThatIsALinkOutIsRefused(String target) {
    var source = new Sources(root).link("web.yaml", target).link("chain.yaml", "../secret.yaml");

    assertThat(problem(renderer, source.request()).message())
        .contains("illegal filepath in symlink");
  }

  @Test
  void anArchiveWithAPathThatLeadsOutIsRefused() throws IOException {
    var evil =
        ChartArchive.write(Map.of("sub/../../../evil", "x".getBytes(StandardCharsets.UTF_8)));
    Files.createDirectories(root.resolve("charts"));
    Files.write(root.resolve("charts/sub.tgz"), evil);
    var source = new Sources(root).chart(MAP);

    assertThat(problem(renderer, source.request()).message()).contains("lies outside of it");
  }

  @Test
  void anArchiveThatGrowsWithoutEndIsRefused() throws IOException {
    Files.createDirectories(root.resolve("charts"));
    var zeros = new byte[(int) RenderLimits.DEFAULT.sourceBytes() + 1];
    Files.write(root.resolve("charts/sub.tgz"), ChartArchive.write(Map.of("sub/a", zeros)));
    var source = new Sources(root).chart(MAP);

    assertThat(problem(renderer, source.request()).code()).isEqualTo("render.too-large");
  }

  @Test
  void aManifestOfAHundredMegabytesIsRefused() throws IOException {
    try (var file = new java.io.RandomAccessFile(root.resolve("big.yaml").toFile(), "rw")) {
      file.setLength(100L << 20);
    }

    assertThat(problem(renderer, new Sources(root).request()).code()).isEqualTo("render.too-large");
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    var bomb =
        new StringBuilder(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\na0: &a0 [1,2,3,4,5,6,7,8,9]\n");
    for (int n = 1; n < 12; n++) {
      var one = "*a" + (n - 1) + ",";
      bomb.append("a" + n + ": &a" + n + " [" + one.repeat(9) + "1]\n");
    }
    var source = new Sources(root).file("bomb.yaml", bomb.toString());

    var problem = problem(renderer, source.request());

    assertThat(problem.code()).isEqualTo("render.too-large");
    assertThat(problem.where().line()).isPresent();
  }

  @Test
  void nestingWithoutEndIsRefused() {
    var source =
        new Sources(root)
            .file(
                "deep.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {}\na: " + "[".repeat(50_000))
            .file("deep.json", "{\"a\":".repeat(50_000));

    assertThat(problem(renderer, source.request()).blame()).hasToString("USER");
  }

  @Test
  void aTemplateWithoutEndIsStoppedAndTheNextRenders() {
    var limits = RenderLimits.DEFAULT.withTime(Duration.ofSeconds(6));
    var loop =
        "{{ range until 100000 }}{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}{{ end }}";
    try (var own = new SourceRenderer(Sources.settings(work, limits))) {
      var problem = problem(own, new Sources(root.resolve("a")).chart(loop).request());

      assertThat(problem.code()).isEqualTo("render.too-slow");
      assertThat(own.render(new Sources(root.resolve("b")).chart(MAP).request()).manifests())
          .hasSize(1);
    }
  }

  @Test
  void aTemplateThatEatsMemoryIsStoppedAndTheNextRenders() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "memory is watched on Linux only");
    var limits = RenderLimits.DEFAULT.withMemoryBytes(400L << 20);
    var hog = "{{ $x := \"x\" }}{{ range until 40 }}{{ $x = print $x $x }}{{ end }}a: {{ $x }}";
    try (var own = new SourceRenderer(Sources.settings(work, limits))) {
      var problem = problem(own, new Sources(root.resolve("a")).chart(hog).request());

      assertThat(problem.code()).isIn("render.too-hungry", "render.tool-failed");
      assertThat(own.render(new Sources(root.resolve("b")).chart(MAP).request()).manifests())
          .hasSize(1);
    }
  }

  @Test
  void aSecretIsInNoError() {
    var source =
        new Sources(root)
            .chart("{{ fail (printf \"no %s %s\" .Values.key (b64enc .Values.key)) }}")
            .secret("key", CANARY);

    var problem = problem(renderer, source.request());

    assertThat(problem.message()).contains("no *** ***").doesNotContain(CANARY);
    assertThat(problem.where()).hasToString("templates/web.yaml:1:3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resources: [https://example.com/web.yaml]",
        "resources: [github.com/example/web?ref=main]",
        "resources: ['git@example.com:web.git']",
        "resources: [../../outside]",
        "resources: [out]",
        "configMapGenerator: [{name: a, files: [a=http://127.0.0.1:8080/metrics]}]",
        "patches: [{path: 'http://127.0.0.1:8080/'}]",
        "resources: [inner]",
        "configMapGenerator: [{name: a, files: [../../secret.yaml]}]",
        "configMapGenerator: [{name: a, files: [link.yaml]}]",
        "helmCharts: [{name: web, repo: 'https://charts.example'}]"
      })
  void anOverlayStaysInside(String kustomization) throws IOException {
    assumeTrue(Tools.kubectl().isPresent(), "no kubectl is here, so no overlay was built");
    Files.createDirectories(folder.resolve("outside"));
    Files.writeString(folder.resolve("outside/kustomization.yaml"), "resources: []");
    var source =
        new Sources(root)
            .at("overlay")
            .file("overlay/kustomization.yaml", kustomization)
            .file("overlay/inner/kustomization.yaml", "resources: ['https://example.com/x.yaml']")
            .link("overlay/link.yaml", "../../secret.yaml")
            .link("overlay/out", "../../outside");

    var problem = problem(renderer, source.request());

    assertThat(problem.blame()).hasToString("USER");
    assertThat(problem.inWords()).doesNotContain(CANARY);
  }
}
