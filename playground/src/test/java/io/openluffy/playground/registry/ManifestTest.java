package io.openluffy.playground.registry;

import static io.openluffy.playground.registry.RegistryClient.errorCode;
import static io.openluffy.playground.registry.RegistryClient.header;
import static io.openluffy.playground.registry.RegistryClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.openluffy.kernel.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  private static final byte[] LAYER = "a layer".getBytes(UTF_8);
  private static final String ABSENT = Digest.sha256("absent".getBytes(UTF_8)).toString();

  @TempDir Path home;
  private HttpServer server;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    var files = RegistryFiles.open(home, SettableClock.atNoon());
    server = JdkExchange.serve(new Registry(files, RegistryAccess.open()));
    client = new RegistryClient(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void aTagNamesTheManifestThatWasPushedLast() {
    var first = client.pushImage("app", "v1", "", LAYER);
    var second = client.pushImage("app", "v1", "\"a\":\"b\"", LAYER);

    assertThat(first).isNotEqualTo(second);
    var byTag = client.get("/v2/app/manifests/v1");
    assertThat(header(byTag, "Docker-Content-Digest")).isEqualTo(second);
    assertThat(header(byTag, "Content-Type")).isEqualTo(ManifestDocument.OCI_MANIFEST);
    assertThat(client.get("/v2/app/manifests/" + first).statusCode()).isEqualTo(200);
    assertThat(header(client.head("/v2/app/manifests/v1"), "Content-Length"))
        .isEqualTo(String.valueOf(byTag.body().length));
  }

  @Test
  void aManifestPushedByDigestGetsTheTagsThatTheQueryNames() {
    var manifest = client.manifest("app", "{}", LAYER);
    var digest = Digest.sha256(manifest.toString().getBytes(UTF_8));

    var pushed = client.pushManifest("app", digest + "?tag=v1&tag=latest", manifest);

    assertThat(header(pushed, "OCI-Tag")).isEqualTo("v1, latest");
    assertThat(header(client.head("/v2/app/manifests/latest"), "Docker-Content-Digest"))
        .isEqualTo(digest.toString());
    assertThat(errorCode(client.pushManifest("app", digest + "?tag=v2&tag=-", manifest)))
        .isEqualTo("400 MANIFEST_INVALID");
    assertThat(client.head("/v2/app/manifests/v2").statusCode()).isEqualTo(404);
  }

  @Test
  void whatAManifestNamesMustBeThere() {
    var manifest = client.manifest("app", "{}", LAYER);
    client.delete("/v2/app/blobs/" + Digest.sha256(LAYER));

    assertThat(errorCode(client.pushManifest("app", "v1", manifest)))
        .isEqualTo("400 MANIFEST_BLOB_UNKNOWN");
    var index = new ObjectMapper().createObjectNode().put("schemaVersion", 2);
    index.put("mediaType", ManifestDocument.OCI_INDEX);
    index.putArray("manifests").addObject().put("digest", ABSENT).put("size", 1);
    assertThat(errorCode(client.pushManifest("app", "v1", index)))
        .isEqualTo("400 MANIFEST_BLOB_UNKNOWN");
    assertThat(errorCode(client.get("/v2/app/manifests/v1"))).isEqualTo("404 MANIFEST_UNKNOWN");
  }

  @Test
  void refusesWhatIsNoManifest() {
    var type = ManifestDocument.OCI_MANIFEST;
    for (var body :
        new String[] {
          "",
          "[]",
          "{",
          "{}",
          "{\"schemaVersion\":1}",
          "\"x\"",
          "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\"}",
          "[".repeat(100_000)
        }) {
      var answer =
          client.send("PUT", "/v2/app/manifests/v1", body.getBytes(UTF_8), "Content-Type", type);
      assertThat(errorCode(answer)).isEqualTo("400 MANIFEST_INVALID");
    }
    var manifest = client.manifest("app", "{}", LAYER).put("mediaType", "text/plain");
    assertThat(errorCode(client.pushManifest("app", "v1", manifest)))
        .isEqualTo("400 MANIFEST_INVALID");
    var whole = client.manifest("app", "{}", LAYER);
    assertThat(errorCode(client.pushManifest("app", ABSENT, whole)))
        .isEqualTo("400 DIGEST_INVALID");
    assertThat(errorCode(client.pushManifest("app", "-bad", whole)))
        .isEqualTo("400 MANIFEST_INVALID");
  }

  @Test
  void refusesAManifestOfMoreThanFourMebibytes() {
    var answer = client.send("PUT", "/v2/app/manifests/v1", new byte[4 * 1024 * 1024 + 1]);

    assertThat(errorCode(answer)).isEqualTo("413 SIZE_INVALID");
  }

  @Test
  void deletingATagKeepsTheManifestAndDeletingTheManifestTakesItsTags() {
    var digest = client.pushImage("app", "v1", "", LAYER);
    client.pushImage("app", "v2", "", LAYER);

    assertThat(client.delete("/v2/app/manifests/v1").statusCode()).isEqualTo(202);
    assertThat(client.get("/v2/app/manifests/v1").statusCode()).isEqualTo(404);
    assertThat(client.get("/v2/app/manifests/v2").statusCode()).isEqualTo(200);
    assertThat(client.delete("/v2/app/manifests/" + digest).statusCode()).isEqualTo(202);
    assertThat(client.get("/v2/app/manifests/v2").statusCode()).isEqualTo(404);
    assertThat(json(client.get("/v2/app/tags/list")).path("tags")).isEmpty();
  }

  @Test
  void listsTagsInPages() {
    for (var tag : new String[] {"c", "a", "b", "Z"}) {
      client.pushImage("team/app", tag, "", LAYER);
    }

    var first = client.get("/v2/team/app/tags/list?n=3");
    assertThat(json(first).path("tags").toString()).isEqualTo("[\"Z\",\"a\",\"b\"]");
    assertThat(header(first, "Link"))
        .isEqualTo("</v2/team/app/tags/list?n=3&last=b>; rel=\"next\"");
    var last = client.get("/v2/team/app/tags/list?n=3&last=b");
    assertThat(json(last).path("tags").toString()).isEqualTo("[\"c\"]");
    assertThat(header(last, "Link")).isEmpty();
    assertThat(errorCode(client.get("/v2/team/app/tags/list?n=x")))
        .isEqualTo("400 PAGINATION_NUMBER_INVALID");
    assertThat(errorCode(client.get("/v2/none/tags/list"))).isEqualTo("404 NAME_UNKNOWN");
  }

  @Test
  void listsRepositories() {
    client.pushImage("b/app", "v1", "", LAYER);
    client.pushImage("a", "v1", "", LAYER);

    assertThat(json(client.get("/v2/_catalog")).path("repositories").toString())
        .isEqualTo("[\"a\",\"b/app\"]");
    assertThat(header(client.get("/v2/_catalog?n=1"), "Link")).contains("last=a");
  }

  @Test
  void findsWhatRefersToAManifest() {
    var subject = client.pushImage("app", "v1", "", LAYER);
    var signature = client.manifest("app", "{}", "signed".getBytes(UTF_8));
    signature.put("artifactType", "application/vnd.example.signature");
    signature.putObject("subject").put("digest", subject).put("size", 1);
    signature.putObject("annotations").put("by", "ann");

    var pushed =
        client.pushManifest(
            "app", Digest.sha256(signature.toString().getBytes(UTF_8)).toString(), signature);

    assertThat(header(pushed, "OCI-Subject")).isEqualTo(subject);
    var all = client.get("/v2/app/referrers/" + subject);
    assertThat(header(all, "Content-Type")).isEqualTo(ManifestDocument.OCI_INDEX);
    assertThat(json(all).at("/manifests/0/artifactType").asText())
        .isEqualTo("application/vnd.example.signature");
    assertThat(json(all).at("/manifests/0/annotations/by").asText()).isEqualTo("ann");
    var others = client.get("/v2/app/referrers/" + subject + "?artifactType=text%2Fplain");
    assertThat(json(others).path("manifests")).isEmpty();
    assertThat(header(others, "OCI-Filters-Applied")).isEqualTo("artifactType");
    client.delete("/v2/app/manifests/" + header(pushed, "Docker-Content-Digest"));
    assertThat(json(client.get("/v2/app/referrers/" + subject)).path("manifests")).isEmpty();
    assertThat(json(client.get("/v2/none/referrers/" + ABSENT)).path("manifests")).isEmpty();
  }
}
