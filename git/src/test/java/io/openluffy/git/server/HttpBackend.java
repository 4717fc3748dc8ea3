package io.openluffy.git.server;

import io.openluffy.kernel.web.WebExchange;
import io.openluffy.kernel.web.WebHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Git's own server, {@code git http-backend}, as a CGI program behind a handler: the peer. */
public final class HttpBackend implements WebHandler {
  private static final int LONGEST_LINE = 4096;

  private final Path repositories;

  /**
   * @param repositories the folder with the bare ones; below {@code /git/} for clients
   */
  public HttpBackend(Path repositories) {
    this.repositories = repositories;
  }

  @Override
  public void handle(WebExchange exchange) throws IOException {
    var builder = new ProcessBuilder("git", "http-backend");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment(exchange));
    var process = builder.start();
    Thread.startVirtualThread(() -> feed(exchange, process));
    try (var said = process.getInputStream()) {
      answer(exchange, said);
    } finally {
      process.destroyForcibly();
    }
  }

  private Map<String, String> environment(WebExchange exchange) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    variables.put("GIT_CONFIG_GLOBAL", "/dev/null");
    variables.put("GIT_PROJECT_ROOT", repositories.toString());
    variables.put("GIT_HTTP_EXPORT_ALL", "1");
    variables.put("REQUEST_METHOD", exchange.method());
    variables.put("PATH_INFO", exchange.path().substring("/git".length()));
    variables.put("QUERY_STRING", exchange.rawQuery());
    variables.put("REMOTE_USER", "ada");
    variables.put("REMOTE_ADDR", exchange.remoteAddress());
    exchange.header("Content-Type").ifPresent(it -> variables.put("CONTENT_TYPE", it));
    exchange.header("Content-Length").ifPresent(it -> variables.put("CONTENT_LENGTH", it));
    exchange.header("Content-Encoding").ifPresent(it -> variables.put("HTTP_CONTENT_ENCODING", it));
    exchange.header("Git-Protocol").ifPresent(it -> variables.put("GIT_PROTOCOL", it));
    return variables;
  }

  private static void feed(WebExchange exchange, Process process) {
    try (var in = process.getOutputStream()) {
      exchange.body().transferTo(in);
    } catch (IOException gone) {
      // A client that went, or a program that has read enough.
    }
  }

  private static void answer(WebExchange exchange, InputStream said) throws IOException {
    var headers = new LinkedHashMap<String, String>();
    var status = 200;
    for (var line = line(said); !line.isEmpty(); line = line(said)) {
      var name = line.substring(0, line.indexOf(':'));
      var value = line.substring(name.length() + 1).strip();
      if (name.equals("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        headers.put(name, value);
      }
    }
    try (OutputStream out = exchange.respond(status, headers)) {
      said.transferTo(out);
    }
  }

  private static String line(InputStream said) throws IOException {
    var line = new java.io.ByteArrayOutputStream();
    for (int read = said.read(); read >= 0 && read != '\n'; read = said.read()) {
      if (line.size() > LONGEST_LINE) {
        throw new IOException("git http-backend answers no header");
      }
      line.write(read);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }
}
