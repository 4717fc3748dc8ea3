package io.openluffy.playground.ingress;

import io.openluffy.playground.registry.Digest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of the ingress. */
final class Page {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private Page(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  static Page file(String path, byte[] content) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", MediaTypes.of(path));
    headers.put("ETag", "\"" + Digest.sha256(content).hex().substring(0, 32) + "\"");
    headers.put("Cache-Control", "no-cache");
    return new Page(200, headers, content);
  }

  static Page text(int status, String text) {
    return new Page(
        status,
        Map.of("Content-Type", "text/plain; charset=utf-8"),
        (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** What an image without static content shows. */
  static Page about(String pod, String image) {
    var colon = image.lastIndexOf(':');
    var version = colon > image.lastIndexOf('/') ? image.substring(colon + 1) : "latest";
    var html =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>%2$s</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
        </head><body><h1>%2$s</h1>
        <p>Pod <code>%1$s</code> answers from image <code>%3$s</code>.</p>
        </body></html>
        """
            .formatted(escape(pod), escape(version), escape(image));
    return new Page(
        200,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        html.getBytes(StandardCharsets.UTF_8));
  }

  Page with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Page(status, all, body);
  }

  /** 304 when the client has this very content. */
  Page unlessKnown(String ifNoneMatch) {
    var tag = headers.get("ETag");
    return tag != null && ifNoneMatch.contains(tag) ? new Page(304, headers, new byte[0]) : this;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
