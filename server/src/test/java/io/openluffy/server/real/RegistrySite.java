package io.openluffy.server.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * A registry, asked by HTTP.
 *
 * @param address host and port
 * @param user empty when it asks nobody for a name
 */
record RegistrySite(String address, String user, String password) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static RegistrySite of(RealServer server) {
    try {
      var password = java.nio.file.Files.readString(server.home().resolve("admin-password"));
      return new RegistrySite(server.address("registry"), "admin", password.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<byte[]> send(String method, String path, Map<String, String> headers, byte[] body) {
    return send(
        method, path, headers, BodyPublishers.ofByteArray(body), BodyHandlers.ofByteArray());
  }

  <T> HttpResponse<T> send(
      String method,
      String path,
      Map<String, String> headers,
      BodyPublisher body,
      HttpResponse.BodyHandler<T> handler) {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + address).resolve(path)).method(method, body);
    headers.forEach(request::header);
    if (!user.isEmpty()) {
      request.header("Authorization", authorization());
    }
    try {
      return HTTP.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  HttpResponse<byte[]> get(String path) {
    return send("GET", path, Map.of(), new byte[0]);
  }

  /** Where an upload to the repository goes on. */
  String begin(String repository) {
    return send("POST", "/v2/" + repository + "/blobs/uploads/", Map.of(), new byte[0])
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  String authorization() {
    var text = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(text);
  }

  static String digest(byte[] content) {
    return "sha256:" + HexFormat.of().formatHex(sha256().digest(content));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
