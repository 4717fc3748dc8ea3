package io.openluffy.release.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.release.build.HttpRegistry.Manifest;
import io.openluffy.release.build.RegistryCalls.Call;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings blobs into a repository: what is there is left, what the registry has is mounted. */
final class BlobCopy {
  private final RegistryCalls calls;
  private final HttpRegistry registry;

  BlobCopy(RegistryCalls calls, HttpRegistry registry) {
    this.calls = calls;
    this.registry = registry;
  }

  void copy(Manifest manifest, ImageReference source, ImageReference target) {
    for (var child : manifest.json().path("manifests")) {
      var digest = child.path("digest").asText();
      var image = source.withDigest(digest);
      var inner = registry.manifest(image).orElseThrow(() -> RegistryProblems.notFound(image));
      copy(inner, source, target);
      registry.put(inner, target.withDigest(digest));
    }
    for (var blob : blobs(manifest.json())) {
      bring(blob.path("digest").asText(), blob.path("size").asLong(), source, target);
    }
  }

  private static List<JsonNode> blobs(JsonNode manifest) {
    var blobs = new ArrayList<JsonNode>();
    if (manifest.has("config")) {
      blobs.add(manifest.path("config"));
    }
    manifest.path("layers").forEach(blobs::add);
    return blobs;
  }

  private void bring(String digest, long size, ImageReference source, ImageReference target) {
    if (isThere(digest, target)) {
      return;
    }
    var mount =
        source.registry().equals(target.registry())
            ? "?mount="
                + RegistryCalls.encoded(digest)
                + "&from="
                + RegistryCalls.encoded(source.path())
            : "";
    upload(
        begin(target, mount),
        digest,
        target,
        () ->
            BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> open(digest, source)), size));
  }

  /** Whether it had to be sent. */
  boolean push(ImageReference target, String digest, long size, Supplier<BodyPublisher> content) {
    if (isThere(digest, target)) {
      return false;
    }
    upload(begin(target, ""), digest, target, content);
    return true;
  }

  private boolean isThere(String digest, ImageReference target) {
    var answer = calls.send(Call.of("HEAD", target, HttpRegistry.blobPath(target, digest)));
    HttpRegistry.close(answer);
    if (answer.statusCode() != 200 && answer.statusCode() != 404) {
      throw RegistryProblems.answered(target, answer.statusCode(), "HEAD of a blob");
    }
    return answer.statusCode() == 200;
  }

  /** Where to send the blob; empty if the registry mounted it. */
  private Optional<String> begin(ImageReference target, String mount) {
    var path = "/v2/" + target.path() + "/blobs/uploads/" + mount;
    var begun = calls.send(Call.of("POST", target, path));
    HttpRegistry.close(begun);
    return switch (begun.statusCode()) {
      case 201 -> Optional.empty();
      case 202 ->
          Optional.of(
              begun
                  .headers()
                  .firstValue("Location")
                  .orElseThrow(
                      () -> RegistryProblems.unexpected(target, "an upload without a place")));
      default -> throw RegistryProblems.answered(target, begun.statusCode(), "POST of an upload");
    };
  }

  private void upload(
      Optional<String> place,
      String digest,
      ImageReference target,
      Supplier<BodyPublisher> content) {
    if (place.isEmpty()) {
      return;
    }
    var location = place.get();
    var path = location + (location.contains("?") ? "&" : "?") + "digest=" + digest;
    var call = Call.of("PUT", target, path).sending("application/octet-stream", content);
    var answer = calls.send(call);
    HttpRegistry.close(answer);
    if (answer.statusCode() != 201) {
      throw RegistryProblems.answered(target, answer.statusCode(), "PUT of a blob");
    }
  }

  /** The content of a blob, as it comes. */
  InputStream open(String digest, ImageReference source) {
    var answer = calls.send(Call.of("GET", source, HttpRegistry.blobPath(source, digest)));
    if (answer.statusCode() != 200) {
      HttpRegistry.close(answer);
      throw RegistryProblems.answered(source, answer.statusCode(), "GET of a blob");
    }
    return answer.body();
  }
}
