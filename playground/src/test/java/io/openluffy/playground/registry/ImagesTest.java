package io.openluffy.playground.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.openluffy.kernel.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  @TempDir Path home;
  private HttpServer server;
  private RegistryClient client;
  private Images images;

  @BeforeEach
  void start() throws IOException {
    var files = RegistryFiles.open(home, SettableClock.atNoon());
    server = JdkExchange.serve(new Registry(files, RegistryAccess.open()));
    client = new RegistryClient(server.getAddress().getPort());
    images = new Images(files, "openluffy.localhost"::equals);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void findsAnImageByTagAndByDigest() {
    var digest = client.pushImage("shop/web", "v1", "\"x\":\"y\"", Tar.of("a", "b"));

    var byTag = images.find(reference("openluffy.localhost/shop/web:v1")).orElseThrow();
    assertThat(byTag.digest()).hasToString(digest);
    assertThat(byTag.labels()).containsEntry("x", "y");
    assertThat(images.find(reference("openluffy.localhost/shop/web@" + digest))).contains(byTag);
    assertThat(images.find(reference("openluffy.localhost/shop/web:v2"))).isEmpty();
    assertThat(images.isOurs(reference("nginx"))).isFalse();
    assertThat(images.find(reference("shop/web:v1"))).isEmpty();
  }

  @Test
  void readsReferencesAsDockerDoes() {
    assertThat(reference("nginx").host()).isEqualTo("docker.io");
    assertThat(reference("nginx").tag()).hasToString("latest");
    assertThat(reference("localhost:5000/a/b:c").host()).isEqualTo("localhost:5000");
    assertThat(reference("a/b").repository()).hasToString("a/b");
    assertThat(ImageReference.parse("UPPER/case")).isEmpty();
    assertThat(ImageReference.parse("a@sha256:1")).isEmpty();
    assertThat(ImageReference.parse("")).isEmpty();
  }

  @Test
  void laysTheFilesOfTheLayersOverEachOther() throws IOException {
    var lower = Tar.of("srv/www/index.html", "old", "srv/www/gone.txt", "x", "etc/passwd", "root");
    var upper = gzip(Tar.of("./srv/www/index.html", "new", "srv/www/.wh.gone.txt", ""));
    client.pushImage("web", "v1", "", lower, upper);
    var image = images.find(reference("openluffy.localhost/web:v1")).orElseThrow();

    var content = images.contentBelow(image, "/srv/www");

    assertThat(content).containsOnlyKeys("index.html");
    assertThat(new String(content.get("index.html"), UTF_8)).isEqualTo("new");
  }

  @Test
  void anOpaqueFolderHidesWhatLiesBelow() throws IOException {
    client.pushImage(
        "web", "v1", "", Tar.of("www/a", "1"), Tar.of("www/.wh..wh..opq", "", "www/b", "2"));
    var image = images.find(reference("openluffy.localhost/web:v1")).orElseThrow();

    assertThat(images.contentBelow(image, "/www/")).containsOnlyKeys("b");
  }

  @Test
  void aBrokenLayerIsAClearError() {
    client.pushImage("web", "v1", "", "x".repeat(600).getBytes(UTF_8));
    var image = images.find(reference("openluffy.localhost/web:v1")).orElseThrow();

    assertThatThrownBy(() -> images.contentBelow(image, "/"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no tar archive");
  }

  private static ImageReference reference(String text) {
    return ImageReference.parse(text).orElseThrow();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}
