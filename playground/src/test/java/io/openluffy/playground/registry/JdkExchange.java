package io.openluffy.playground.registry;

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
import java.util.concurrent.Executors;

/** Serves a web handler with the JDK's server, for tests. */
public record JdkExchange(HttpExchange exchange) implements WebExchange {

  public static HttpServer serve(WebHandler handler) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            handler.handle(new JdkExchange(exchange));
          }
        });
    server.start();
    return server;
  }

  @Override
  public String method() {
    return exchange.getRequestMethod();
  }

  @Override
  public String path() {
    return exchange.getRequestURI().getRawPath();
  }

  @Override
  public String rawQuery() {
    return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
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
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  @Override
  public InputStream body() {
    return exchange.getRequestBody();
  }

  @Override
  public String remoteAddress() {
    return exchange.getRemoteAddress().toString();
  }

  @Override
  public OutputStream respond(int status, Map<String, String> headers) throws IOException {
    headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    var length = Long.parseLong(headers.getOrDefault("Content-Length", "0"));
    var bodyless = length == 0 || method().equals("HEAD");
    exchange.sendResponseHeaders(status, bodyless ? -1 : length);
    return exchange.getResponseBody();
  }
}
