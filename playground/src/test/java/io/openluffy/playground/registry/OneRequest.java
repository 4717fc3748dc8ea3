package io.openluffy.playground.registry;

import io.openluffy.kernel.web.WebExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request to the registry without a network, with the answer it got. */
final class OneRequest implements WebExchange {
  private final String method;
  private final String path;
  private final byte[] body;
  private final String type;
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
  private int status;
  private Map<String, String> headers = Map.of();

  private OneRequest(String method, String path, byte[] body, String type) {
    this.method = method;
    this.path = path;
    this.body = body;
    this.type = type;
  }

  static OneRequest to(Registry registry, String method, String path, byte[] body, String type) {
    var request = new OneRequest(method, path, body, type);
    try {
      registry.handle(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return request;
  }

  int status() {
    return status;
  }

  String header(String name, String otherwise) {
    return headers.getOrDefault(name, otherwise);
  }

  String text() {
    return answer.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path.replaceFirst("\\?.*", "");
  }

  @Override
  public String rawQuery() {
    return path.contains("?") ? path.substring(path.indexOf('?') + 1) : "";
  }

  @Override
  public List<String> query(String name) {
    return Arrays.stream(rawQuery().split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .toList();
  }

  @Override
  public Optional<String> header(String name) {
    return name.equals("Content-Type") ? Optional.of(type) : Optional.empty();
  }

  @Override
  public InputStream body() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public String remoteAddress() {
    return "127.0.0.1";
  }

  @Override
  public OutputStream respond(int code, Map<String, String> with) {
    status = code;
    headers = Map.copyOf(with);
    return answer;
  }
}
