package io.openluffy.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers of a server, learnt by heart; several of one path are given one after another. Who
 * follows its events is told of {@link #about} whenever the next answer will be another.
 */
final class CannedServer implements AutoCloseable {
  private record Canned(int status, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Deque<Canned>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<OutputStream> followers = new CopyOnWriteArrayList<>();
  private String subject = "";
  private int breaking;
  private int rows;

  CannedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.createContext("/api/v1/events", this::follow);
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

  /** What the events are about. */
  CannedServer about(String noun) {
    subject = noun;
    return this;
  }

  /** Instead of telling of the row with this number, connections break. */
  CannedServer breakingAt(int row) {
    breaking = row;
    return this;
  }

  /** Method, path and body of every request. */
  List<String> asked() {
    return new ArrayList<>(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add((request + " " + body).strip());
    var answer = next(request);
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Canned next(String request) throws IOException {
    var canned = answers.getOrDefault(request, new ArrayDeque<>());
    if (canned.size() > 1) {
      tell();
      return canned.pop();
    }
    return canned.isEmpty()
        ? new Canned(404, "{\"detail\":\"There is no " + request + ".\",\"code\":\"x\"}")
        : canned.getFirst();
  }

  private synchronized void follow(HttpExchange exchange) throws IOException {
    asked.add("events after " + exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    exchange.sendResponseHeaders(200, 0);
    send(exchange.getResponseBody(), "event: hello\ndata: {\"last\":" + rows + "}\n\n");
    followers.add(exchange.getResponseBody());
  }

  private void tell() throws IOException {
    rows++;
    for (OutputStream follower : followers) {
      if (rows == breaking) {
        follower.close();
      } else {
        send(
            follower,
            "id: %d\nevent: fact\ndata: {\"number\":%d,\"about\":\"%s\"}\n\n"
                .formatted(rows, rows, subject));
      }
    }
    if (rows == breaking) {
      followers.clear();
    }
  }

  private static void send(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.UTF_8));
    to.flush();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
