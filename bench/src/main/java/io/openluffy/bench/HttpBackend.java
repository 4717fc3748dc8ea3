package io.openluffy.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Git's own server, {@code git http-backend}, as a CGI program on a port of its own. */
final class HttpBackend implements AutoCloseable {
  private final Path repositories;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  HttpBackend(Path repositories) throws IOException {
    this.repositories = repositories;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    var builder = new ProcessBuilder("git", "http-backend");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    environment(exchange, builder.environment());
    var process = builder.start();
    Thread.startVirtualThread(() -> feed(exchange, process));
    try (exchange;
        var said = new BufferedInputStream(process.getInputStream())) {
      answer(exchange, said);
    } finally {
      process.destroyForcibly();
    }
  }

  private void environment(HttpExchange exchange, Map<String, String> variables) {
    var uri = exchange.getRequestURI();
    variables.put("GIT_PROJECT_ROOT", repositories.toString());
    variables.put("GIT_HTTP_EXPORT_ALL", "1");
    variables.put("REQUEST_METHOD", exchange.getRequestMethod());
    variables.put("PATH_INFO", uri.getPath());
    variables.put("QUERY_STRING", Optional.ofNullable(uri.getRawQuery()).orElse(""));
    variables.put("REMOTE_USER", "bench");
    pass(exchange, "Content-Type", "CONTENT_TYPE", variables);
    pass(exchange, "Content-Length", "CONTENT_LENGTH", variables);
    pass(exchange, "Content-Encoding", "HTTP_CONTENT_ENCODING", variables);
    pass(exchange, "Git-Protocol", "GIT_PROTOCOL", variables);
  }

  private static void pass(
      HttpExchange exchange, String header, String variable, Map<String, String> variables) {
    Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
        .ifPresent(value -> variables.put(variable, value));
  }

  private static void feed(HttpExchange exchange, Process process) {
    try (var in = process.getOutputStream()) {
      exchange.getRequestBody().transferTo(in);
    } catch (IOException e) {
      // It has read enough.
    }
  }

  private static void answer(HttpExchange exchange, InputStream said) throws IOException {
    var status = 200;
    for (var line = line(said); !line.isEmpty(); line = line(said)) {
      var colon = line.indexOf(':');
      var value = line.substring(colon + 1).strip();
      if (line.startsWith("Status:")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().set(line.substring(0, colon), value);
      }
    }
    exchange.sendResponseHeaders(status, 0);
    said.transferTo(exchange.getResponseBody());
  }

  private static String line(InputStream said) throws IOException {
    var line = new java.io.ByteArrayOutputStream();
    for (int read = said.read(); read >= 0 && read != '\n'; read = said.read()) {
      line.write(read);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
