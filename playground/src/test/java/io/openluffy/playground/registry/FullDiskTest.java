package io.openluffy.playground.registry;

import static io.openluffy.playground.registry.RegistryClient.errorCode;
import static io.openluffy.playground.registry.RegistryClient.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.openluffy.kernel.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry on a file system of four megabytes. */
class FullDiskTest {
  private static final byte[] LARGE = new byte[3 << 20];

  @TempDir Path folder;
  private Path disk;
  private boolean mounted;
  private HttpServer server;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(LARGE);
    disk = Files.createDirectories(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "none", disk.toString());
    assumeTrue(mounted, "this user may not mount a small file system to fill");
    server =
        JdkExchange.serve(
            new Registry(RegistryFiles.open(disk, SettableClock.atNoon()), RegistryAccess.open()));
    client = new RegistryClient(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    if (mounted) {
      client.close();
      server.stop(0);
      run("umount", "-l", disk.toString());
    }
  }

  @Test
  void aFullDiskIsToldAndNothingIsHalfThere() throws IOException {
    var image = client.pushImage("app", "1", "\"a\":\"b\"", Arrays.copyOf(LARGE, 1 << 20));
    var digest = Digest.sha256(LARGE).toString();
    var location = header(client.post("/v2/app/blobs/uploads/", new byte[0]), "Location");

    var refused = client.send("PUT", location + "?digest=" + digest, LARGE);

    assertThat(errorCode(refused)).isEqualTo("507 UNAVAILABLE");
    assertThat(new String(refused.body(), UTF_8)).contains("disk of the registry is full");
    assertThat(client.head("/v2/app/blobs/" + digest).statusCode()).isEqualTo(404);
    assertThat(client.get("/v2/app/manifests/1").statusCode()).isEqualTo(200);
    assertThat(header(client.head("/v2/app/manifests/1"), "Docker-Content-Digest"))
        .isEqualTo(image);
    try (var all = Files.walk(disk.resolve("blobs"))) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        assertThat(Digest.sha256(Files.readAllBytes(file)).hex())
            .isEqualTo(file.getFileName().toString());
      }
    }
  }

  @Test
  void onceThereIsRoomAgainThePushGoesOn() {
    var digest = Digest.sha256(LARGE).toString();
    var ballast = client.pushBlob("app", Arrays.copyOf(LARGE, 2 << 20));
    client.post("/v2/app/blobs/uploads/?digest=" + digest, LARGE);
    assertThat(client.head("/v2/app/blobs/" + digest).statusCode()).isEqualTo(404);

    client.delete("/v2/app/blobs/" + ballast);
    assertThat(run("rm", "-f", content(ballast))).isTrue();

    assertThat(client.post("/v2/app/blobs/uploads/?digest=" + digest, LARGE).statusCode())
        .isEqualTo(201);
    assertThat(client.get("/v2/app/blobs/" + digest).body()).isEqualTo(LARGE);
  }

  private String content(String digest) {
    var hex = digest.substring("sha256:".length());
    return disk.resolve("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex).toString();
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(List.of(command)).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
