package io.openluffy.playground.controllers;

import static io.openluffy.playground.controllers.PlayedCluster.deployment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.pods.PodOutput;
import io.openluffy.playground.ingress.Ingress;
import io.openluffy.playground.registry.Images;
import io.openluffy.playground.registry.JdkExchange;
import io.openluffy.playground.registry.Registry;
import io.openluffy.playground.registry.RegistryAccess;
import io.openluffy.playground.registry.RegistryClient;
import io.openluffy.playground.registry.RegistryFiles;
import io.openluffy.playground.registry.Tar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngressTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String LABEL = "\"io.openluffy.static-root\":\"/srv/www\"";

  @TempDir Path home;
  private PlayedCluster cluster;
  private HttpServer server;
  private RegistryClient registry;
  private Ingress ingress;
  private final PodOutput output = new PodOutput();

  @BeforeEach
  void start() throws IOException {
    var files = RegistryFiles.open(home, () -> NOW);
    server = JdkExchange.serve(new Registry(files, RegistryAccess.open()));
    registry = new RegistryClient(server.getAddress().getPort());
    cluster = new PlayedCluster(home);
    ingress =
        new Ingress(
            cluster.store(),
            new Images(files, "openluffy.localhost"::equals),
            output,
            () -> NOW,
            0);
    ingress.start();
  }

  @AfterEach
  void stop() {
    ingress.close();
    cluster.close();
    registry.close();
    server.stop(0);
  }

  @Test
  void servesTheFilesOfTheVersionThatRuns() throws IOException {
    push("v1", "<h1>one</h1>");
    create("openluffy.localhost/shop/web:v1");
    cluster.settle();

    assertThat(get("dev.test", "/"))
        .startsWith("HTTP/1.1 200")
        .contains("Content-Type: text/html; charset=utf-8")
        .endsWith("<h1>one</h1>");
    assertThat(get("dev.test", "/app.js")).contains("text/javascript").endsWith("let a;");
    assertThat(get("dev.test", "/docs")).endsWith("deep");
    assertThat(get("dev.test", "/none")).startsWith("HTTP/1.1 404");
    assertThat(get("dev.test", "/../../etc/passwd")).startsWith("HTTP/1.1 4");
    assertThat(output.of(podUid(), "web")).anyMatch(line -> line.text().equals("\"GET /\" 200"));
  }

  @Test
  void withoutTheLabelThePagesOfAWebServerAreFound() throws IOException {
    registry.pushImage(
        "shop/web",
        "v1",
        "",
        Tar.of("etc/index.html", "no", "usr/share/nginx/html/index.html", "<h1>nginx</h1>"));
    create("openluffy.localhost/shop/web:v1");
    cluster.settle();

    assertThat(get("dev.test", "/")).startsWith("HTTP/1.1 200").endsWith("<h1>nginx</h1>");
    assertThat(get("dev.test", "/none")).startsWith("HTTP/1.1 404");
  }

  @Test
  void bothVersionsAnswerDuringARollout() throws IOException {
    push("v1", "one");
    push("v2", "two");
    create("openluffy.localhost/shop/web:v1");
    cluster.settle();
    cluster.patch(
        Kinds.DEPLOYMENTS,
        "web",
        "{'spec':{'template':{'spec':{'containers':[{'name':'web','image':'openluffy.localhost/shop/web:v2'}]}}}}");
    cluster.pass(java.time.Duration.ofMillis(400));
    var seen = new HashSet<String>();
    for (var i = 0; i < 8; i++) {
      seen.add(get("dev.test", "/").replaceAll("(?s).*\r\n\r\n", ""));
    }
    cluster.settle();

    assertThat(seen).containsExactlyInAnyOrder("one", "two");
    assertThat(get("dev.test", "/")).endsWith("two");
  }

  @Test
  void sparesTheBodyOfWhatTheClientHas() throws IOException {
    push("v1", "one");
    create("openluffy.localhost/shop/web:v1");
    cluster.settle();

    var tag = get("dev.test", "/").replaceAll("(?s).*ETag: (\"[^\"]+\").*", "$1");

    assertThat(get("dev.test", "/", "If-None-Match: " + tag)).startsWith("HTTP/1.1 304");
  }

  @Test
  void aForeignImageIsNamed() throws IOException {
    create("nginx:1.29");
    cluster.settle();

    assertThat(get("dev.test", "/")).contains("<h1>1.29</h1>", "<code>nginx:1.29</code>");
  }

  @Test
  void saysWhyNobodyAnswers() throws IOException {
    create("openluffy.localhost/shop/web:absent");
    cluster.settle();

    assertThat(get("dev.test", "/"))
        .startsWith("HTTP/1.1 503")
        .contains("None of the 2 pods behind Service default/web is ready to answer.");
    assertThat(get("other.test", "/")).startsWith("HTTP/1.1 404").contains("dev.test");
  }

  private void push(String tag, String page) {
    registry.pushImage(
        "shop/web",
        tag,
        LABEL,
        Tar.of(
            "srv/www/index.html",
            page,
            "srv/www/app.js",
            "let a;",
            "srv/www/docs/index.html",
            "deep"));
  }

  private void create(String image) {
    cluster.create(deployment("web", 2, image, ""));
    cluster.create(
        """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"default"},
         "spec":{"selector":{"app":"web"},"ports":[{"name":"http","port":80,"targetPort":8080}]}}
        """);
    cluster.create(
        """
        {"apiVersion":"networking.k8s.io/v1","kind":"Ingress",
         "metadata":{"name":"web","namespace":"default"},
         "spec":{"rules":[{"host":"dev.test","http":{"paths":[{"path":"/","pathType":"Prefix",
          "backend":{"service":{"name":"web","port":{"name":"http"}}}}]}}]}}
        """);
  }

  private String podUid() throws IOException {
    var pod = get("dev.test", "/").replaceAll("(?s).*X-Served-By: (\\S+).*", "$1");
    return cluster.get(Kinds.PODS, pod).at("/metadata/uid").asText();
  }

  private String get(String host, String path, String... headers) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), ingress.port())) {
      var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      var request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nConnection: close\r\n"
              + more
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
