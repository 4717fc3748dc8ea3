package io.openluffy.release.build;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A small registry over real HTTP, which can be told to fail. */
final class TestRegistry implements AutoCloseable {
  final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
  final Map<String, String> types = new ConcurrentHashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final HttpServer server;
  private volatile Optional<String> password = Optional.empty();
  private volatile boolean usesTokens;
  private volatile boolean canMount = true;

  TestRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next requests are answered with 503. */
  void failNext(int count) {
    failures.set(count);
  }

  void require(String user, String secret, boolean tokens) {
    var pair = user + ":" + secret;
    password =
        Optional.of(
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    usesTokens = tokens;
  }

  void refuseMounts() {
    canMount = false;
  }

  private void handle(HttpExchange exchange) throws IOException {
    var method = exchange.getRequestMethod();
    var path = exchange.getRequestURI().getPath();
    var body = exchange.getRequestBody().readAllBytes();
    requests.add(method + " " + path);
    try (exchange) {
      if (path.equals("/token")) {
        var known = sent(exchange).equals(password);
        answer(
            exchange, known ? 200 : 401, "{\"token\":\"t0k3n\"}".getBytes(StandardCharsets.UTF_8));
      } else if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        answer(exchange, 503, new byte[0]);
      } else if (isRefused(exchange)) {
        var challenge =
            usesTokens
                ? "Bearer realm=\"http://" + address() + "/token\",service=\"test\""
                : "Basic realm=\"test\"";
        exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
        answer(exchange, 401, new byte[0]);
      } else if (path.contains("/manifests/")) {
        manifest(exchange, path, body);
      } else if (path.contains("/blobs/")) {
        blob(exchange, path, body);
      } else {
        answer(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static Optional<String> sent(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private boolean isRefused(HttpExchange exchange) {
    var wanted = usesTokens ? Optional.of("Bearer t0k3n") : password;
    return password.isPresent() && !sent(exchange).equals(wanted);
  }

  private void manifest(HttpExchange exchange, String path, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      var digest = Digests.sha256(body);
      var type = exchange.getRequestHeaders().getFirst("Content-Type");
      for (var name : List.of(path, path.replaceAll("[^/]+$", digest))) {
        manifests.put(name, body);
        types.put(name, type == null ? "" : type);
      }
      exchange.getResponseHeaders().add("Docker-Content-Digest", digest);
      answer(exchange, 201, new byte[0]);
      return;
    }
    var found = manifests.get(path);
    if (found != null) {
      exchange.getResponseHeaders().add("Docker-Content-Digest", Digests.sha256(found));
      exchange.getResponseHeaders().add("Content-Type", types.getOrDefault(path, ""));
    }
    answer(exchange, found == null ? 404 : 200, found == null ? new byte[0] : found);
  }

  private void blob(HttpExchange exchange, String path, byte[] body) throws IOException {
    var query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        var mounted = query.replaceAll(".*mount=([^&]*).*", "$1");
        var from = query.replaceAll(".*from=([^&]*).*", "$1");
        var there = blobs.get("/v2/" + from + "/blobs/" + mounted);
        if (canMount && there != null) {
          blobs.put(path.replace("uploads/", mounted), there);
        }
        exchange.getResponseHeaders().add("Location", path + "u" + requests.size());
        answer(exchange, canMount && there != null ? 201 : 202, new byte[0]);
      }
      case "PATCH" -> {
        blobs.put(path, body);
        exchange.getResponseHeaders().add("Location", path);
        answer(exchange, 202, new byte[0]);
      }
      case "PUT" -> {
        var digest = query.replaceAll(".*digest=([^&]*).*", "$1");
        var content = body.length > 0 ? body : blobs.getOrDefault(path, body);
        blobs.put(path.replaceAll("uploads/.*", digest), content);
        answer(exchange, 201, new byte[0]);
      }
      default -> {
        var found = blobs.get(path);
        answer(exchange, found == null ? 404 : 200, found == null ? new byte[0] : found);
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
