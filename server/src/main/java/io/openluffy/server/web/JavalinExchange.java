package io.openluffy.server.web;

import io.javalin.http.Context;
import io.openluffy.kernel.web.FilePart;
import io.openluffy.kernel.web.WebExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.HttpOutput;

/** A Javalin request in the shape that the rooms answer. */
record JavalinExchange(Context context) implements WebExchange {
  /** Below it, head and body together fill less than what is written at once anyway. */
  private static final int DIRECT = 64 * 1024;

  private static final int WINDOW = 256 * 1024;

  @Override
  public String method() {
    return context.req().getMethod();
  }

  @Override
  public String path() {
    return context.req().getRequestURI();
  }

  @Override
  public String rawQuery() {
    return Optional.ofNullable(context.req().getQueryString()).orElse("");
  }

  @Override
  public List<String> query(String name) {
    return context.queryParams(name);
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(context.req().getHeader(name));
  }

  @Override
  public InputStream body() throws IOException {
    return context.req().getInputStream();
  }

  @Override
  public String remoteAddress() {
    return context.req().getRemoteAddr();
  }

  @Override
  public OutputStream respond(int status, Map<String, String> headers) throws IOException {
    var response = context.res();
    response.setStatus(status);
    headers.forEach(response::setHeader);
    return response.getOutputStream();
  }

  @Override
  public void respond(int status, Map<String, String> headers, FilePart body) throws IOException {
    if (body.length() > DIRECT && context.res().getOutputStream() instanceof HttpOutput) {
      sendDirect(status, headers, body);
    } else {
      WebExchange.super.respond(status, headers, body);
    }
  }

  /** The web server writes on other threads, too, when a client is slow to read. */
  private void sendDirect(int status, Map<String, String> headers, FilePart body)
      throws IOException {
    try (var memory = Arena.ofShared();
        var file = body.open();
        var out = (HttpOutput) respond(status, headers)) {
      var buffer = memory.allocate(Math.min(WINDOW, body.length())).asByteBuffer();
      for (var at = body.from(); at < body.end(); at += buffer.limit()) {
        body.fill(buffer, file, at);
        out.write(buffer);
      }
    }
  }
}
