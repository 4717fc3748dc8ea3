package io.openluffy.server.web;

import io.javalin.http.Context;
import io.openluffy.kernel.web.WebExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Javalin request in the shape that the rooms answer. */
record JavalinExchange(Context context) implements WebExchange {
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
}
