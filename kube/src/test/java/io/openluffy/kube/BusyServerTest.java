package io.openluffy.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.openluffy.kernel.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusyServerTest {
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private KubernetesCluster cluster;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          boolean tooBusy = busy.getAndDecrement() > 0;
          var body =
              (tooBusy ? "{\"message\":\"busy\"}" : "{\"gitVersion\":\"v1\"}")
                  .getBytes(StandardCharsets.UTF_8);
          if (tooBusy) {
            exchange.getResponseHeaders().add("Retry-After", "0");
          }
          exchange.sendResponseHeaders(tooBusy ? 429 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    var secret =
        Manifest.named(GroupVersionKind.of("v1", "Secret"), "argocd", "busy")
            .with(
                json -> {
                  json.putObject("stringData")
                      .put("server", "http://127.0.0.1:" + server.getAddress().getPort());
                  return json;
                });
    cluster = KubeConnections.secret(secret);
  }

  @AfterEach
  void close() {
    cluster.close();
    server.stop(0);
  }

  @Test
  void asksAgainWhenTheServerSaysWhen() {
    busy.set(2);

    assertThat(cluster.types().kubeVersion()).isEqualTo("v1");
  }

  @Test
  void givesUpOnAServerThatStaysBusy() {
    busy.set(100);

    assertThatThrownBy(() -> cluster.types().kubeVersion())
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("busy");
    assertThat(asked).hasValue(4);
  }
}
