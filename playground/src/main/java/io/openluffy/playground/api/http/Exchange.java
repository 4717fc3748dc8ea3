package io.openluffy.playground.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.StatusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.URIUtil;

/** One HTTP request and its answer, read and written by blocking. */
final class Exchange {
  static final int LARGEST_BODY = 3 * 1024 * 1024;
  private static final long LARGEST_SKIPPED = 64L * 1024 * 1024;
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";
  private static final int LONGEST_WARNING = 4_096;

  private final Request request;
  private final Response response;
  private final List<String> warnings = new ArrayList<>();

  Exchange(Request request, Response response) {
    this.request = request;
    this.response = response;
  }

  String method() {
    return request.getMethod();
  }

  String path() {
    var path = request.getHttpURI().getPath();
    return path == null ? "/" : path;
  }

  /** The decoded segments of the path; a slash inside a segment stays inside. */
  List<String> segments() {
    var path = path().substring(1);
    var parts = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return Arrays.stream(parts.split("/", -1)).map(URIUtil::decodePath).toList();
  }

  Query query() {
    var values = new LinkedHashMap<String, List<String>>();
    Request.extractQueryParameters(request).forEach(f -> values.put(f.getName(), f.getValues()));
    return new Query(values);
  }

  String header(HttpHeader header) {
    var value = request.getHeaders().get(header);
    return value == null ? "" : value;
  }

  boolean hasHeader(String name) {
    return request.getHeaders().contains(name);
  }

  /** The media type of the body, without parameters, in lower case. */
  String contentType() {
    var type = header(HttpHeader.CONTENT_TYPE);
    var end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
  }

  byte[] body() throws IOException {
    try (var in = Content.Source.asInputStream(request)) {
      var bytes = in.readNBytes(LARGEST_BODY + 1);
      if (bytes.length > LARGEST_BODY) {
        skip(in);
        throw tooLarge();
      }
      return bytes;
    }
  }

  /** Reads what nobody wanted of the body: a connection with a rest in it can't be used again. */
  private void drain() throws IOException {
    try (var in = Content.Source.asInputStream(request)) {
      skip(in);
    }
  }

  /** Reads on for a while, so that a client who is still sending gets to read the answer. */
  private static void skip(InputStream in) throws IOException {
    var buffer = new byte[64 * 1024];
    var left = LARGEST_SKIPPED;
    for (var read = in.read(buffer); read >= 0 && left > 0; read = in.read(buffer)) {
      left -= read;
    }
  }

  private static StatusException tooLarge() {
    return ApiStatus.of(
            413, "RequestEntityTooLarge", "Request entity too large: limit is " + LARGEST_BODY)
        .asException();
  }

  /** Tells the client something although its request succeeds. */
  void warn(String message) {
    var plain = message.replaceAll("[\\r\\n\\x00-\\x1f]", " ");
    var quoted = plain.replace("\\", "\\\\").replace("\"", "\\\"");
    if (!warnings.contains(quoted)) {
      warnings.add(quoted.substring(0, Math.min(quoted.length(), LONGEST_WARNING)));
    }
  }

  void respond(int code, ObjectNode body) throws IOException {
    respond(code, JSON, Json.bytes(body));
  }

  void respond(int code, String contentType, byte[] body) throws IOException {
    if (contentType.equals(JSON) && Form.isYaml(header(HttpHeader.ACCEPT))) {
      respond(code, YAML, YamlText.of(body));
      return;
    }
    start(code, contentType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    Content.Sink.write(response, true, ByteBuffer.wrap(body));
  }

  void respondText(int code, String text) throws IOException {
    respond(code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** All is well, and there is nothing to say. */
  void respondNothing() throws IOException {
    response.setStatus(204);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache, private");
    Content.Sink.write(response, true, ByteBuffer.allocate(0));
  }

  /** Nothing has changed since the client asked last. */
  void notModified(String etag) throws IOException {
    response.setStatus(304);
    response.getHeaders().put(HttpHeader.ETAG, etag);
    Content.Sink.write(response, true, ByteBuffer.allocate(0));
  }

  void header(HttpHeader header, String value) {
    response.getHeaders().put(header, value);
  }

  /** Opens an answer of unknown length. */
  OutputStream stream(String contentType) throws IOException {
    start(200, contentType);
    return Content.Sink.asOutputStream(response);
  }

  boolean isCommitted() {
    return response.isCommitted();
  }

  private void start(int code, String contentType) throws IOException {
    drain();
    response.setStatus(code);
    var headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, contentType);
    if (!headers.contains(HttpHeader.CACHE_CONTROL)) {
      headers.put(HttpHeader.CACHE_CONTROL, "no-cache, private");
    }
    warnings.forEach(w -> headers.add(new HttpField("Warning", "299 - \"" + w + "\"")));
  }
}
