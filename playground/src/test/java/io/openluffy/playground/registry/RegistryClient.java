package io.openluffy.playground.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Speaks to a registry as docker and jib do, for tests. */
public final class RegistryClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  public RegistryClient(int port) {
    this.port = port;
  }

  HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port).resolve(path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  HttpResponse<byte[]> head(String path) {
    return send("HEAD", path, new byte[0]);
  }

  HttpResponse<byte[]> delete(String path) {
    return send("DELETE", path, new byte[0]);
  }

  HttpResponse<byte[]> post(String path, byte[] body) {
    return send("POST", path, body);
  }

  String pushBlob(String repository, byte[] content) {
    var digest = Digest.sha256(content).toString();
    post("/v2/" + repository + "/blobs/uploads/?digest=" + digest, content);
    return digest;
  }

  HttpResponse<byte[]> pushManifest(String repository, String reference, JsonNode manifest) {
    return send(
        "PUT",
        "/v2/" + repository + "/manifests/" + reference,
        manifest.toString().getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        manifest.path("mediaType").asText());
  }

  /** An image of these layers whose configuration has one label; its digest. */
  public String pushImage(String repository, String tag, String label, byte[]... layers) {
    var manifest = manifest(repository, "{\"config\":{\"Labels\":{" + label + "}}}", layers);
    return header(pushManifest(repository, tag, manifest), "Docker-Content-Digest");
  }

  com.fasterxml.jackson.databind.node.ObjectNode manifest(
      String repository, String config, byte[]... layers) {
    var document = JSON.createObjectNode().put("schemaVersion", 2);
    document.put("mediaType", ManifestDocument.OCI_MANIFEST);
    var bytes = config.getBytes(StandardCharsets.UTF_8);
    document
        .putObject("config")
        .put("mediaType", "application/vnd.oci.image.config.v1+json")
        .put("digest", pushBlob(repository, bytes))
        .put("size", bytes.length);
    var list = document.putArray("layers");
    for (var layer : layers) {
      list.addObject()
          .put("mediaType", "application/vnd.oci.image.layer.v1.tar")
          .put("digest", pushBlob(repository, layer))
          .put("size", layer.length);
    }
    return document;
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String errorCode(HttpResponse<byte[]> response) {
    return response.statusCode() + " " + json(response).at("/errors/0/code").asText();
  }

  @Override
  public void close() {
    http.close();
  }
}
