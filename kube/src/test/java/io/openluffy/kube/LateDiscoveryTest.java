package io.openluffy.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A definition is established a little before discovery tells of it. */
class LateDiscoveryTest {
  private static final GroupVersionKind WIDGET = GroupVersionKind.of("shop.example/v1", "Widget");
  private static final Manifest DEFINITION =
      Manifest.named(
              GroupVersionKind.of("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
              "",
              "widgets.shop.example")
          .with(
              json -> {
                var spec = json.putObject("spec").put("group", "shop.example");
                spec.put("scope", "Namespaced");
                spec.putObject("names").put("kind", "Widget").put("plural", "widgets");
                var version = spec.putArray("versions").addObject();
                version.put("name", "v1").put("served", true).put("storage", true);
                version.putObject("subresources").putObject("status");
                return json;
              });

  private volatile boolean told;
  private HttpServer server;
  private KubernetesCluster cluster;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = answer(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    cluster =
        KubeConnections.secret(
            Manifest.named(GroupVersionKind.of("v1", "Secret"), "argocd", "late")
                .with(
                    json -> {
                      json.putObject("stringData")
                          .put("server", "http://127.0.0.1:" + server.getAddress().getPort());
                      return json;
                    }));
  }

  private String answer(String path) {
    return switch (path) {
      case "/apis" ->
          told
              ? "{\"groups\":[{\"name\":\"shop.example\",\"versions\":[{\"groupVersion\":\"shop.example/v1\",\"version\":\"v1\"}],\"preferredVersion\":{\"version\":\"v1\"}}]}"
              : "{\"groups\":[]}";
      case "/apis/shop.example/v1" ->
          "{\"resources\":[{\"name\":\"widgets\",\"kind\":\"Widget\",\"namespaced\":true,\"verbs\":[\"get\"]}]}";
      default -> "{\"gitVersion\":\"v1\"}";
    };
  }

  @AfterEach
  void close() {
    cluster.close();
    server.stop(0);
  }

  @Test
  void theDefinitionCountsUntilDiscoveryTells() {
    assertThat(cluster.types().find(WIDGET)).isEmpty();

    cluster.types().established(DEFINITION);

    var early = cluster.types().find(WIDGET).orElseThrow();
    assertThat(early.path("blue")).isEqualTo("/apis/shop.example/v1/namespaces/blue/widgets");
    assertThat(early.watchable()).isTrue();
    assertThat(early.subresources()).containsExactly("status");
    told = true;
    cluster.types().refresh();
    assertThat(cluster.types().find(WIDGET).orElseThrow().verbs()).containsExactly("get");
    told = false;
    cluster.types().refresh();
    assertThat(cluster.types().find(WIDGET)).isEmpty();
  }
}
