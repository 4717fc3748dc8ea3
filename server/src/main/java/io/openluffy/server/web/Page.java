package io.openluffy.server.web;

import io.openluffy.kernel.web.WebExchange;
import io.openluffy.kernel.web.WebHandler;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The web page out of the {@code ui} room's jar. A path without a file is a place inside the page
 * and gets {@code index.html}; files below {@code /assets/} carry their hash in the name and may be
 * kept.
 */
public final class Page implements WebHandler {
  private static final String ROOT = "META-INF/resources/openluffy";
  private static final Pattern SAFE = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
          + "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "json", "application/json",
          "webmanifest", "application/manifest+json");

  private final Map<String, File> files = new ConcurrentHashMap<>();

  private static final class File {
    private final byte[] content;
    private final String type;
    private final String etag;

    File(byte[] content, String type) {
      this.content = content;
      this.type = type;
      this.etag = Page.etag(content);
    }
  }

  @Override
  public void handle(WebExchange exchange) throws IOException {
    var path = exchange.path();
    var found = SAFE.matcher(path).matches() ? file(path) : Optional.<File>empty();
    var isAsset = path.startsWith("/assets/");
    if (found.isEmpty() && isAsset) {
      exchange.respond(404, Map.of("Content-Type", "text/plain"), new byte[0]);
      return;
    }
    var file = found.or(() -> file("/index.html"));
    if (file.isEmpty()) {
      exchange.respond(
          404,
          Map.of("Content-Type", "text/plain; charset=utf-8"),
          "This server was built without its page. The API is at /api/v1/.\n"
              .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return;
    }
    var headers = headers(file.get(), isAsset);
    if (exchange.header("If-None-Match").filter(file.get().etag::equals).isPresent()) {
      exchange.respond(304, headers, new byte[0]);
      return;
    }
    exchange.respond(200, headers, file.get().content);
  }

  private static Map<String, String> headers(File file, boolean asset) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", file.type);
    headers.put("ETag", file.etag);
    headers.put("Cache-Control", asset ? "public, max-age=31536000, immutable" : "no-cache");
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "same-origin");
    return headers;
  }

  private Optional<File> file(String path) {
    var known = files.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    try (var in = Page.class.getClassLoader().getResourceAsStream(ROOT + path)) {
      if (in == null) {
        return Optional.empty();
      }
      var content = in.readAllBytes();
      var extension = path.substring(path.lastIndexOf('.') + 1);
      var file = new File(content, TYPES.getOrDefault(extension, "application/octet-stream"));
      files.put(path, file);
      return Optional.of(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String etag(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
