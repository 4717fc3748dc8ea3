package io.openluffy.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers of a server, learnt by heart; several of one path are given one after another. */
final class CannedServer implements AutoCloseable {
  private record Canned(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Deque<Canned>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  CannedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    on("GET /api/v1/session/userinfo", "{\"loggedIn\":true,\"username\":\"ana\"}");
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  CannedServer on(String request, String body) {
    return on(request, 200, body);
  }

  CannedServer on(String request, int status, String body) {
    answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(new Canned(status, body));
    return this;
  }

  /** Method, path and body of every request. */
  List<String> asked() {
    return new ArrayList<>(asked);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add((request + " " + body).strip());
    var canned = answers.getOrDefault(request, new ArrayDeque<>());
    var answer =
        canned.isEmpty()
            ? new Canned(404, "{\"detail\":\"There is no " + request + ".\",\"code\":\"x\"}")
            : canned.size() > 1 ? canned.pop() : canned.peek();
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
