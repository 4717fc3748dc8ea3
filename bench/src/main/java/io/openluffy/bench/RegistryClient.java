package io.openluffy.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Pushes and pulls as docker does: ask, begin, send, end; one request after the other. */
final class RegistryClient {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;
  private final String authorization;

  /**
   * @param user empty when the registry asks nobody for a name
   */
  RegistryClient(String address, String user, String password) {
    this.address = address;
    var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    authorization = user.isEmpty() ? "" : "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  boolean answers() {
    try {
      return send("GET", "/v2/", new byte[0], 200, 401).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void push(String repository, String tag, List<byte[]> layers)
      throws IOException, InterruptedException {
    var manifest = Api.JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MANIFEST);
    for (var layer : layers) {
      blob(repository, layer);
      describe(manifest.withArray("layers").addObject(), layer);
    }
    var config = "{\"os\":\"linux\",\"architecture\":\"amd64\"}".getBytes(StandardCharsets.UTF_8);
    blob(repository, config);
    describe(manifest.putObject("config"), config);
    var bytes = Api.JSON.writeValueAsBytes(manifest);
    send("PUT", "/v2/" + repository + "/manifests/" + tag, bytes, 201);
  }

  private static void describe(ObjectNode descriptor, byte[] content) {
    descriptor
        .put("mediaType", "application/octet-stream")
        .put("digest", digest(content))
        .put("size", content.length);
  }

  void blob(String repository, byte[] content) throws IOException, InterruptedException {
    var digest = digest(content);
    if (send("HEAD", "/v2/" + repository + "/blobs/" + digest, new byte[0], 200, 404).statusCode()
        == 200) {
      return;
    }
    var begun = send("POST", "/v2/" + repository + "/blobs/uploads/", new byte[0], 202);
    var next = location(send("PATCH", location(begun), content, 202));
    send("PUT", next + (next.contains("?") ? "&" : "?") + "digest=" + digest, new byte[0], 201);
  }

  void pull(String repository, String tag) throws IOException, InterruptedException {
    var manifest = Api.JSON.readTree(manifest(repository, tag));
    for (var layer : manifest.path("layers")) {
      var digest = layer.path("digest").asText();
      send("GET", "/v2/" + repository + "/blobs/" + digest, new byte[0], 200);
    }
  }

  void manifests(String repository, String tag, int times)
      throws IOException, InterruptedException {
    for (var i = 0; i < times; i++) {
      manifest(repository, tag);
    }
  }

  private byte[] manifest(String repository, String tag) throws IOException, InterruptedException {
    return send("GET", "/v2/" + repository + "/manifests/" + tag, new byte[0], 200).body();
  }

  void fetch(String repository, byte[] content) throws IOException, InterruptedException {
    var path = "/v2/" + repository + "/blobs/" + digest(content);
    if (send("GET", path, new byte[0], 200).body().length != content.length) {
      throw new IllegalStateException(path + " came back with another length");
    }
  }

  private static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<byte[]> send(String method, String path, byte[] body, Integer... expected)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + address).resolve(path))
            .header("Accept", MANIFEST)
            .header(
                "Content-Type",
                path.contains("/manifests/") ? MANIFEST : "application/octet-stream")
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    var answer = http.send(request.build(), BodyHandlers.ofByteArray());
    if (!List.of(expected).contains(answer.statusCode())) {
      throw new IllegalStateException(method + " " + path + ": " + answer.statusCode());
    }
    return answer;
  }

  private static String digest(byte[] content) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
