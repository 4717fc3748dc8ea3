package io.openluffy.git.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.openluffy.kernel.web.WebExchange;
import io.openluffy.kernel.web.WebHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Puts a handler on a port of the loopback, so that real git can talk to it. */
public final class HttpDoor implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public HttpDoor(WebHandler handler) throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(handler, exchange));
    server.start();
  }

  private static void serve(WebHandler handler, HttpExchange exchange) throws IOException {
    try (exchange) {
      handler.handle(new Exchange(exchange));
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Takes no more requests and waits for those that are under way. */
  public void drain() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new AssertionError("A request does not end");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Exchange(HttpExchange http) implements WebExchange {
    @Override
    public String method() {
      return http.getRequestMethod();
    }

    @Override
    public String path() {
      return http.getRequestURI().getRawPath();
    }

    @Override
    public String rawQuery() {
      return Optional.ofNullable(http.getRequestURI().getRawQuery()).orElse("");
    }

    @Override
    public List<String> query(String name) {
      return Arrays.stream(rawQuery().split("&"))
          .filter(pair -> pair.startsWith(name + "="))
          .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
          .toList();
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(http.getRequestHeaders().getFirst(name));
    }

    @Override
    public InputStream body() {
      return http.getRequestBody();
    }

    @Override
    public String remoteAddress() {
      return http.getRemoteAddress().getHostString();
    }

    @Override
    public OutputStream respond(int status, Map<String, String> headers) throws IOException {
      headers.forEach(http.getResponseHeaders()::set);
      http.sendResponseHeaders(status, 0);
      return http.getResponseBody();
    }
  }
}
