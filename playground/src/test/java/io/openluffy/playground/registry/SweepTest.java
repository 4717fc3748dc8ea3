package io.openluffy.playground.registry;

import static io.openluffy.playground.registry.RegistryClient.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.openluffy.kernel.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
  private static final Duration WEEK = Grace.USUAL.content().plusSeconds(1);

  @TempDir Path home;
  private final SettableClock clock = SettableClock.atNoon();
  private RegistryFiles files;
  private HttpServer server;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    files = RegistryFiles.open(home, clock);
    server = JdkExchange.serve(new Registry(files, RegistryAccess.open()));
    client = new RegistryClient(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void whatHasATagIsKept() throws IOException {
    var digest = client.pushImage("app", "1", "\"a\":\"b\"", bytes("layer"));
    clock.tick(WEEK.multipliedBy(10));

    assertThat(sweep().isNothing()).isTrue();
    assertThat(hasManifest("app", digest)).isTrue();
    assertThat(hasBlob("app", bytes("layer"))).isTrue();
  }

  @Test
  void anImageThatLostItsTagGoesAfterItsGraceWithWhatItAloneHas() throws IOException {
    var old = client.pushImage("app", "1", "\"a\":\"b\"", bytes("old"), bytes("common"));
    clock.tick(WEEK.multipliedBy(10));
    client.pushImage("app", "1", "\"a\":\"c\"", bytes("new"), bytes("common"));
    clock.tick(WEEK.minusDays(1));
    assertThat(sweep().isNothing()).as("the grace begins when the tag is lost").isTrue();
    clock.tick(Duration.ofDays(1));

    var swept = sweep();

    assertThat(swept.manifests()).isEqualTo(1);
    assertThat(swept.blobs()).isEqualTo(2);
    assertThat(swept.names()).contains("app@" + old);
    assertThat(hasManifest("app", old)).isFalse();
    assertThat(hasBlob("app", bytes("old"))).isFalse();
    assertThat(hasBlob("app", bytes("common"))).isTrue();
    assertThat(contents()).hasSize(4);
  }

  @Test
  void aRehearsalTellsTheSameAndChangesNothing() throws IOException {
    client.pushImage("app", "1", "\"a\":\"b\"", bytes("old"));
    client.delete("/v2/app/manifests/1");
    client.post("/v2/app/blobs/uploads/", new byte[0]);
    clock.tick(WEEK);

    var told = new Sweep(files, clock, Grace.USUAL).rehearse(Set.of());

    assertThat(contents()).hasSize(3);
    assertThat(told.bytes()).isPositive();
    assertThat(sweep()).isEqualTo(told);
    assertThat(contents()).isEmpty();
  }

  @Test
  void whatStaysIsCountedByWhatProtectsIt() throws IOException {
    var part = pushed(client.manifest("app", "{\"os\":1}", bytes("of a part")));
    client.pushManifest("app", "both", index(part));
    client.pushImage("app", "1", "\"a\":\"b\"", bytes("tagged"));
    var running = client.pushImage("app", "2", "\"a\":\"c\"", bytes("running"));
    client.delete("/v2/app/manifests/2");
    clock.tick(WEEK);
    pushed(client.manifest("app", "{\"os\":2}", bytes("fresh")));
    client.pushBlob("app", bytes("on its own"));

    var swept = sweep(Digest.parse(running).orElseThrow());

    assertThat(swept.names())
        .as("a configuration without image")
        .containsExactly("app@" + digest("{}"));
    assertThat(swept.kept()).isEqualTo(new Swept.Kept(2, 1, 1, 1, 8, 1));
  }

  @Test
  void whatHasATagAndRunsAndIsFreshIsCountedOnce() throws IOException {
    var digest = client.pushImage("app", "1", "\"a\":\"b\"", bytes("layer"));

    assertThat(sweep(Digest.parse(digest).orElseThrow()).kept())
        .isEqualTo(new Swept.Kept(1, 0, 0, 0, 2, 0));
  }

  @Test
  void whatSomethingOutsideNamesIsKept() throws IOException {
    var digest = client.pushImage("app", "1", "\"a\":\"b\"", bytes("layer"));
    client.delete("/v2/app/manifests/1");
    clock.tick(WEEK);

    assertThat(sweep(Digest.parse(digest).orElseThrow()).isNothing()).isTrue();
    assertThat(hasBlob("app", bytes("layer"))).isTrue();
    assertThat(sweep().manifests()).isEqualTo(1);
  }

  @Test
  void anIndexKeepsItsPartsAndASubjectWhatRefersToIt() throws IOException {
    var part = pushed(client.manifest("app", "{\"os\":1}", bytes("layer")));
    var index = pushed(index(part));
    var signature = pushed(signing(index, "signature"));
    client.send(
        "PUT",
        "/v2/app/manifests/" + index + "?tag=1",
        bytes(index(part).toString()),
        "Content-Type",
        ManifestDocument.OCI_INDEX);
    clock.tick(WEEK);

    assertThat(sweep().isNothing()).isTrue();
    client.delete("/v2/app/manifests/1");
    clock.tick(WEEK);

    assertThat(sweep().names())
        .contains("app@" + part, "app@" + index, "app@" + signature)
        .hasSize(3 + 4);
    assertThat(contents()).isEmpty();
  }

  @Test
  void aSignatureWithoutItsImageWaitsForItOnlyForItsGrace() throws IOException {
    var image = client.manifest("app", "{\"os\":1}", bytes("layer"));
    var signature = pushed(signing(Digest.sha256(bytes(image.toString())).toString(), "first"));
    clock.tick(WEEK.minusDays(1));
    client.pushManifest("app", "1", image);
    clock.tick(WEEK);
    assertThat(sweep().isNothing()).isTrue();
    client.delete("/v2/app/manifests/1");
    clock.tick(WEEK);

    sweep();

    assertThat(hasManifest("app", signature)).isFalse();
  }

  @Test
  void whoAsksForABlobOrAManifestHasItForAWeek() throws IOException {
    client.pushBlob("app", bytes("asked for"));
    client.pushBlob("app", bytes("forgotten"));
    var digest = client.pushImage("app", "1", "\"a\":\"b\"", bytes("layer"));
    client.delete("/v2/app/manifests/1");
    clock.tick(WEEK);
    client.head(blob("app", bytes("asked for")));
    client.head("/v2/app/manifests/" + digest);

    assertThat(sweep().blobs()).isEqualTo(1);

    assertThat(hasBlob("app", bytes("asked for"))).isTrue();
    assertThat(hasBlob("app", bytes("forgotten"))).isFalse();
    assertThat(hasBlob("app", bytes("layer"))).isTrue();
  }

  @Test
  void aMountedBlobLivesOnWithoutItsSource() throws IOException {
    client.pushBlob("one", bytes("mounted"));
    clock.tick(WEEK);
    client.post("/v2/two/blobs/uploads/?mount=" + digest("mounted") + "&from=one", new byte[0]);

    assertThat(sweep().names()).containsExactly("one@" + digest("mounted"));
    assertThat(client.get(blob("two", bytes("mounted"))).body()).isEqualTo(bytes("mounted"));
  }

  @Test
  void uploadsThatWereGivenUpGoAfterADay() throws IOException {
    var idle = header(client.post("/v2/app/blobs/uploads/", new byte[0]), "Location");
    var alive = header(client.post("/v2/app/blobs/uploads/", new byte[0]), "Location");
    clock.tick(Duration.ofHours(23));
    client.send("PATCH", alive, bytes("more"));
    clock.tick(Duration.ofHours(2));

    assertThat(sweep().uploads()).isEqualTo(1);
    assertThat(client.get(idle).statusCode()).isEqualTo(404);
    assertThat(client.get(alive).statusCode()).isEqualTo(204);
  }

  @Test
  void theTimeOfTheLastSweepSurvivesARestart() throws IOException {
    assertThat(files.lastSweep()).as("never swept: counts from now").isEqualTo(clock.instant());
    clock.tick(WEEK);
    sweep();
    var then = clock.instant();
    clock.tick(WEEK);

    assertThat(RegistryFiles.open(home, clock).lastSweep()).isEqualTo(then);
  }

  @Test
  void aRepositoryWhoseManifestIsTornIsLeftAlone() throws IOException {
    var digest = client.pushImage("app", "1", "\"a\":\"b\"", bytes("layer"));
    client.pushBlob("app", bytes("unused"));
    client.pushBlob("other", bytes("unused, too"));
    Files.writeString(files.content(Digest.parse(digest).orElseThrow()), "{");
    clock.tick(WEEK);

    assertThat(sweep().names()).containsExactly("other@" + digest("unused, too"));
    assertThat(hasBlob("app", bytes("unused"))).isTrue();
  }

  private Swept sweep(Digest... named) throws IOException {
    return new Sweep(files, clock, Grace.USUAL).run(Set.of(named));
  }

  private String pushed(ObjectNode manifest) {
    var digest = Digest.sha256(bytes(manifest.toString())).toString();
    assertThat(client.pushManifest("app", digest, manifest).statusCode()).isEqualTo(201);
    return digest;
  }

  private ObjectNode index(String part) {
    var index = client.manifest("app", "{}").removeAll();
    index.put("schemaVersion", 2).put("mediaType", ManifestDocument.OCI_INDEX);
    index.putArray("manifests").addObject().put("digest", part);
    return index;
  }

  private ObjectNode signing(String subject, String text) {
    var manifest = client.manifest("app", "{}", bytes(text));
    manifest.putObject("subject").put("digest", subject);
    return manifest;
  }

  private Set<Digest> contents() throws IOException {
    var found = new java.util.HashSet<Digest>();
    files.forEachContent(found::add);
    return found;
  }

  private boolean hasManifest(String repository, String digest) {
    return client.get("/v2/" + repository + "/manifests/" + digest).statusCode() == 200;
  }

  private boolean hasBlob(String repository, byte[] content) {
    return client.get(blob(repository, content)).statusCode() == 200;
  }

  private static String blob(String repository, byte[] content) {
    return "/v2/" + repository + "/blobs/" + Digest.sha256(content);
  }

  private static String digest(String text) {
    return Digest.sha256(bytes(text)).toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
