package io.openluffy.server.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** What a handler gives back. */
public sealed interface Answer {

  /** A value written as JSON. */
  record OfJson(int status, Object value, Map<String, String> headers) implements Answer {}

  /** No body. */
  record Empty(int status, Map<String, String> headers) implements Answer {}

  /** The handler writes by itself, for as long as the client listens. */
  record Streamed(String contentType, Writer writer) implements Answer {}

  /** Writes a stream; returning ends it. */
  @FunctionalInterface
  interface Writer {
    void write(java.io.OutputStream out) throws IOException;
  }

  static Answer json(Object value) {
    return new OfJson(200, value, Map.of());
  }

  static Answer json(int status, Object value) {
    return new OfJson(status, value, Map.of());
  }

  static Answer nothing() {
    return new Empty(204, Map.of());
  }

  static Answer stream(String contentType, Writer writer) {
    return new Streamed(contentType, writer);
  }

  /** Sends it. */
  static void send(Answer answer, Context context) throws IOException {
    switch (answer) {
      case OfJson(int status, Object value, Map<String, String> headers) -> {
        headers.forEach(context::header);
        if (context.res().getHeader("Cache-Control") == null) {
          context.header("Cache-Control", "no-store");
        }
        context
            .status(status)
            .header("X-Content-Type-Options", "nosniff")
            .contentType("application/json")
            .result(ApiJson.bytes(value));
      }
      case Empty(int status, Map<String, String> headers) -> {
        headers.forEach(context::header);
        context.status(status);
      }
      case Streamed(String contentType, Writer writer) -> {
        var response = context.res();
        response.setContentType(contentType);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
        writer.write(response.getOutputStream());
      }
    }
  }
}
