package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gigabytes up and down: the server's memory does not see them. */
@Tag("long")
class LargeBlobTest {
  private static final long SIZE = 2L << 30;
  private static final int GROWTH_KIB = 160 * 1024;

  @TempDir Path folder;

  @Test
  void twoGigabytesGoThroughInLittleMemory() throws IOException {
    try (var server = RealServer.start(folder.resolve("home"))) {
      var site = RegistrySite.of(server);
      roundTrip(site, 64 << 20);
      var before = mostMemory(server);
      var begun = System.nanoTime();
      var seconds = roundTrip(site, SIZE);
      var growth = mostMemory(server) - before;
      System.out.printf(
          "registry: 2 GiB up %.1f s, down %.1f s, %.1f s in all; memory grew by %d MiB%n",
          seconds[0], seconds[1], (System.nanoTime() - begun) / 1e9, growth / 1024);
      assertThat(growth).isLessThan(GROWTH_KIB);
    }
  }

  private static double[] roundTrip(RegistrySite site, long size) throws IOException {
    var digest = "sha256:" + HexFormat.of().formatHex(hash(new Pattern(size)));
    var begun = System.nanoTime();
    var location = site.begin("large/blob");
    var up =
        site.send(
            "PATCH",
            location,
            Map.of(),
            BodyPublishers.ofInputStream(() -> new Pattern(size)),
            BodyHandlers.discarding());
    assertThat(up.statusCode()).isEqualTo(202);
    var end = site.send("PUT", location + "?digest=" + digest, Map.of(), new byte[0]);
    assertThat(end.statusCode()).isEqualTo(201);
    var uploaded = System.nanoTime();
    var down =
        site.send(
            "GET",
            "/v2/large/blob/blobs/" + digest,
            Map.of(),
            BodyPublishers.noBody(),
            BodyHandlers.ofInputStream());
    try (var body = down.body()) {
      assertThat("sha256:" + HexFormat.of().formatHex(hash(body))).isEqualTo(digest);
    }
    return new double[] {(uploaded - begun) / 1e9, (System.nanoTime() - uploaded) / 1e9};
  }

  private static byte[] hash(InputStream in) throws IOException {
    var hash = RegistrySite.sha256();
    var buffer = new byte[1 << 16];
    for (int count; (count = in.read(buffer)) >= 0; ) {
      hash.update(buffer, 0, count);
    }
    return hash.digest();
  }

  /** The most that was ever resident, in KiB. */
  private static long mostMemory(RealServer server) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** So many bytes that do not repeat each other too soon. */
  private static final class Pattern extends InputStream {
    private final long size;
    private long at;

    Pattern(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return at < size ? (int) ((at++ * 31) >> 3) & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int most) {
      var count = (int) Math.min(most, size - at);
      for (var i = 0; i < count; i++) {
        into[from + i] = (byte) ((at++ * 31) >> 3);
      }
      return count == 0 && most > 0 ? -1 : count;
    }
  }
}
