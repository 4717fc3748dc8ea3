package io.openluffy.kernel.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One HTTP request and its answer. Blocking; lives on a virtual thread. */
public interface WebExchange {
  /** Upper case. */
  String method();

  /** The raw path as sent, still percent-encoded, without the query. */
  String path();

  /** The raw query without {@code ?}; empty when there is none. */
  String rawQuery();

  /** The decoded values of a query parameter, in order. */
  List<String> query(String name);

  /** The first value of a header; the name is not case-sensitive. */
  Optional<String> header(String name);

  InputStream body() throws IOException;

  /** The address of the peer, for limits and logs. */
  String remoteAddress();

  /** Sends status and headers and opens the body, which may be streamed; the caller closes it. */
  OutputStream respond(int status, Map<String, String> headers) throws IOException;

  /** Sends a whole answer. */
  default void respond(int status, Map<String, String> headers, byte[] body) throws IOException {
    try (var out = respond(status, headers)) {
      out.write(body);
    }
  }

  /** Sends a part of a file, without the detour through the heap where the web server can. */
  default void respond(int status, Map<String, String> headers, FilePart body) throws IOException {
    try (var out = respond(status, headers)) {
      body.copyTo(out);
    }
  }
}
