package io.openluffy.playground.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.playground.api.http.ApiHandler;
import io.openluffy.playground.api.http.Users;
import io.openluffy.playground.api.logs.PodLogs;
import io.openluffy.playground.api.store.InMemoryObjectStorage;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.tls.ServerTls;
import io.openluffy.playground.api.verbs.Surroundings;
import io.openluffy.playground.api.verbs.Verbs;
import io.openluffy.playground.types.TypeCatalog;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as a plain HTTP client sees it. */
class ApiServerTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  @TempDir Path home;
  private ObjectStore store;
  private ApiServer server;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    store = new ObjectStore(new InMemoryObjectStorage());
    var clock = InstantSource.system();
    var verbs = new Verbs(Surroundings.of(store, TypeCatalog.builtIn(), clock, new SecureRandom()));
    verbs
        .client("test")
        .create(Yaml.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: default}}"));
    var handler = new ApiHandler(verbs, new Users(Map.of("secret", "ann")), PodLogs.SILENT);
    server =
        ApiServer.start("127.0.0.1", 0, ServerTls.open(home, new SecureRandom(), clock), handler);
    client = HttpClient.newBuilder().sslContext(trusting(server.caCertificate())).build();
  }

  private static SSLContext trusting(String pem) throws Exception {
    var certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", certificate);
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    server.close();
    store.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .header("Authorization", "Bearer secret");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> post(String path, String type, String body) throws Exception {
    return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  private void map(String name) throws Exception {
    var body = "{\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"n\":\"" + name + "\"}}}";
    assertThat(post(MAPS, "application/json", body).statusCode()).isEqualTo(201);
  }

  @Test
  void nobodyComesInWithoutAToken() throws Exception {
    var answer =
        client.send(
            HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/pods")).build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(Yaml.yaml(answer.body()).path("reason").asText()).isEqualTo("Unauthorized");
  }

  @Test
  void anybodyMayAskForHealthAndVersion() throws Exception {
    for (var path : new String[] {"/healthz", "/readyz", "/livez", "/version"}) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aListComesInPagesOfOneMoment() throws Exception {
    for (var name : new String[] {"a", "b", "c", "d"}) {
      map(name);
    }
    var first = Yaml.yaml(get(MAPS + "?limit=2").body());
    assertThat(first.path("items")).hasSize(2);
    assertThat(first.path("metadata").path("remainingItemCount").asInt()).isEqualTo(2);
    send(request(MAPS + "/c").DELETE());

    var token = first.path("metadata").path("continue").asText();
    var second = Yaml.yaml(get(MAPS + "?limit=2&continue=" + token).body());

    assertThat(second.path("items").findValuesAsText("name")).containsExactly("c", "d");
    assertThat(second.path("metadata").has("continue")).isFalse();
  }

  @Test
  void aForgottenPageIsGone() throws Exception {
    map("late");
    var token =
        java.util.Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"v\":\"meta.k8s.io/v1\",\"rv\":-2,\"start\":\"a\"}".getBytes(UTF_8));

    var answer = get(MAPS + "?limit=2&continue=" + token);

    assertThat(answer.statusCode()).isEqualTo(410);
    var status = Yaml.yaml(answer.body());
    assertThat(status.path("reason").asText()).isEqualTo("Expired");
    // Whoever does not mind may go on with what is there now.
    var rest = get(MAPS + "?limit=2&continue=" + status.at("/metadata/continue").asText());
    assertThat(rest.statusCode()).isEqualTo(200);
    assertThat(Yaml.yaml(rest.body()).path("items")).isNotEmpty();
  }

  private Stream<String> watch(String query) throws Exception {
    return client.send(request(MAPS + "?watch=1&" + query).build(), BodyHandlers.ofLines()).body();
  }

  @Test
  void aWatchGoesOnFromAVersion() throws Exception {
    map("a");
    var version = store.version();
    map("b");
    send(request(MAPS + "/a").DELETE());

    try (var events = watch("resourceVersion=" + version + "&timeoutSeconds=20")) {
      assertThat(events.limit(2).map(e -> Yaml.yaml(e).path("type").asText()))
          .containsExactly("ADDED", "DELETED");
    }
  }

  @Test
  void aWatchCanBeginWithWhatIsThere() throws Exception {
    map("a");

    try (var events =
        watch(
            "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
                + "&timeoutSeconds=20")) {
      var two = events.limit(2).map(Yaml::yaml).toList();
      assertThat(two.getFirst().path("type").asText()).isEqualTo("ADDED");
      assertThat(two.get(1).path("type").asText()).isEqualTo("BOOKMARK");
      assertThat(two.get(1).at("/object/metadata/annotations").toString())
          .contains("k8s.io/initial-events-end");
    }
  }

  @Test
  void whatLeavesASelectionIsDeletedForItsWatcher() throws Exception {
    map("a");
    var version = store.version();
    var patch =
        request(MAPS + "/a")
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", BodyPublishers.ofString("{\"metadata\":{\"labels\":{\"n\":\"z\"}}}"));
    assertThat(send(patch).statusCode()).isEqualTo(200);

    try (var events = watch("labelSelector=n%3Da&timeoutSeconds=20&resourceVersion=" + version)) {
      assertThat(events.limit(1).map(e -> Yaml.yaml(e).path("type").asText()))
          .containsExactly("DELETED");
    }
  }

  @Test
  void aVersionThatIsNoneIsRefusedAsKubernetesDoes() throws Exception {
    assertThat(get(MAPS + "?watch=1&resourceVersion=-1").statusCode()).isEqualTo(500);
    assertThat(get(MAPS + "?resourceVersion=-1").statusCode()).isEqualTo(400);
  }

  @Test
  void aBodyOfFourMebibytesIsTooLarge() throws Exception {
    var body = "{\"metadata\":{\"name\":\"x\"},\"data\":{\"x\":\"" + "y".repeat(4 << 20) + "\"}}";

    assertThat(post(MAPS, "application/json", body).statusCode()).isEqualTo(413);
  }

  @Test
  void badBodiesAreRefused() throws Exception {
    assertThat(post(MAPS, "application/json", "{").statusCode()).isEqualTo(400);
    assertThat(post(MAPS, "application/json", "[]").statusCode()).isEqualTo(400);
    assertThat(post(MAPS, "text/plain", "{}").statusCode()).isEqualTo(415);
    assertThat(post(MAPS, "application/vnd.kubernetes.protobuf", "k8s").statusCode())
        .isEqualTo(400);
    assertThat(post(MAPS, "application/json", "[".repeat(100_000)).statusCode()).isEqualTo(400);
    var bomb = "a: &a [x,x]\nb: &b [*a,*a]\n" + "c: [" + "*b,".repeat(200) + "]";
    assertThat(post(MAPS, "application/yaml", bomb).statusCode()).isEqualTo(400);
  }

  @Test
  void yamlIsTaken() throws Exception {
    var answer = post(MAPS, "application/yaml", "metadata: {name: y}\ndata: {a: b}\n");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(Yaml.yaml(answer.body()).at("/data/a").asText()).isEqualTo("b");
  }

  @Test
  void whatIsNotThereIsSaidInKubernetesWords() throws Exception {
    assertThat(Yaml.yaml(get(MAPS + "/nope").body()).path("message").asText())
        .isEqualTo("configmaps \"nope\" not found");
    assertThat(get("/apis/nope/v1/things").statusCode()).isEqualTo(404);
    assertThat(get("/nope").statusCode()).isEqualTo(404);
    assertThat(get(MAPS + "?resourceVersion=x").body())
        .contains("invalid resource version: resourceVersion: Invalid value:");
    assertThat(get(MAPS + "?continue=x").body()).contains("invalid continue token: continue key");
    assertThat(get("/api/v1/endpoints").headers().firstValue("Warning").orElse(""))
        .contains("v1 Endpoints is deprecated");
    assertThat(get("/readyz?verbose").body()).endsWith("readyz check passed\n");
    assertThat(send(request(MAPS).PUT(BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(405);
    assertThat(get("/api/v1/namespaces/default/pods/x/exec?command=ls").statusCode())
        .isEqualTo(501);
  }

  @Test
  void aConnectionStaysUsableWhereNobodyWantedTheBody() throws Exception {
    for (var path : List.of("/nope", "/healthz", "/apis/nope/v1/things", MAPS + "/x/nope")) {
      try (var socket = trusting(server.caCertificate()).getSocketFactory().createSocket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        var out = socket.getOutputStream();
        var head = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer secret\r\n";

        out.write(
            ("POST " + path + head + "Content-Length: " + (1 << 20) + "\r\n\r\n")
                .getBytes(US_ASCII));
        out.flush();
        out.write(" ".repeat(1 << 20).getBytes(US_ASCII));
        out.write(("GET /version" + head + "Connection: close\r\n\r\n").getBytes(US_ASCII));
        out.flush();

        var answers = new String(socket.getInputStream().readAllBytes(), UTF_8);
        assertThat(answers).as(path).contains("gitVersion");
      }
    }
  }
}
