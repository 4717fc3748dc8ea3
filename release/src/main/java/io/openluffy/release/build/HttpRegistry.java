package io.openluffy.release.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openluffy.release.build.RegistryCalls.Call;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The registry API of the OCI distribution specification, over HTTP. */
public final class HttpRegistry implements Registry {
  static final String MANIFESTS =
      "application/vnd.oci.image.index.v1+json,application/vnd.oci.image.manifest.v1+json,"
          + "application/vnd.docker.distribution.manifest.list.v2+json,"
          + "application/vnd.docker.distribution.manifest.v2+json";
  private static final int LARGEST_DOCUMENT = 4 * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryCalls calls;

  public HttpRegistry(RegistryLocator locator, RegistryCredentials credentials) {
    this.calls = new RegistryCalls(locator, credentials);
  }

  /** A manifest as the registry keeps it, byte by byte; nobody compares or changes the bytes. */
  @SuppressWarnings("ArrayRecordComponent")
  record Manifest(String mediaType, byte[] content, JsonNode json) {
    String digest() {
      return Digests.sha256(content);
    }

    boolean isIndex() {
      return json.has("manifests");
    }
  }

  @Override
  public Optional<String> digest(ImageReference image) {
    var answer = calls.send(Call.of("HEAD", image, manifestPath(image)).accepting(MANIFESTS));
    close(answer);
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    if (answer.statusCode() != 200) {
      throw RegistryProblems.answered(image, answer.statusCode(), "HEAD of a manifest");
    }
    var digest = answer.headers().firstValue("Docker-Content-Digest");
    return digest.isPresent() ? digest : manifest(image).map(Manifest::digest);
  }

  @Override
  public void tag(ImageReference byDigest, ImageReference target) {
    var manifest = manifest(byDigest).orElseThrow(() -> RegistryProblems.notFound(byDigest));
    if (!byDigest.repository().equals(target.repository())) {
      blobs().copy(manifest, byDigest, target);
    }
    put(manifest, target);
  }

  void put(Manifest manifest, ImageReference target) {
    var call =
        Call.of("PUT", target, manifestPath(target))
            .sending(
                manifest.mediaType(),
                () -> java.net.http.HttpRequest.BodyPublishers.ofByteArray(manifest.content()));
    var answer = calls.send(call);
    close(answer);
    if (answer.statusCode() != 201 && answer.statusCode() != 200) {
      throw RegistryProblems.answered(target, answer.statusCode(), "PUT of a manifest");
    }
  }

  Optional<Manifest> manifest(ImageReference image) {
    var answer = calls.send(Call.of("GET", image, manifestPath(image)).accepting(MANIFESTS));
    if (answer.statusCode() == 404) {
      close(answer);
      return Optional.empty();
    }
    var content = content(image, answer, "GET of a manifest");
    var digest = image.digest();
    if (digest.isPresent() && !digest.get().equals(Digests.sha256(content))) {
      throw RegistryProblems.unexpected(image, "a manifest with another digest");
    }
    var type = answer.headers().firstValue("Content-Type").orElse("");
    var json = json(image, content);
    var said = json.path("mediaType").asText(type);
    return Optional.of(new Manifest(said.isEmpty() ? type : said, content, json));
  }

  @Override
  public ImageConfiguration configuration(ImageReference image) {
    var config = configurationDocument(platformImage(image)).path("config");
    return new ImageConfiguration(
        texts(config.path("Labels")),
        environment(config.path("Env")),
        config.path("WorkingDir").asText(""));
  }

  BlobCopy blobs() {
    return new BlobCopy(calls, this);
  }

  /** The image itself by digest, or of an index the one for our platform. */
  ImageReference platformImage(ImageReference image) {
    var manifest = manifest(image).orElseThrow(() -> RegistryProblems.notFound(image));
    return manifest.isIndex()
        ? platformImage(image.withDigest(forThisPlatform(manifest.json())))
        : image.withDigest(manifest.digest());
  }

  /** The whole configuration of an image that is no index. */
  JsonNode configurationDocument(ImageReference image) {
    var manifest = manifest(image).orElseThrow(() -> RegistryProblems.notFound(image));
    var digest = manifest.json().path("config").path("digest").asText();
    var answer = calls.send(Call.of("GET", image, blobPath(image, digest)));
    var content = content(image, answer, "GET of a configuration");
    if (!Digests.sha256(content).equals(digest)) {
      throw RegistryProblems.unexpected(image, "a configuration with another digest");
    }
    return json(image, content);
  }

  private static String forThisPlatform(JsonNode index) {
    var fallback = "";
    for (var entry : index.path("manifests")) {
      var platform = entry.path("platform");
      var digest = entry.path("digest").asText();
      fallback = fallback.isEmpty() ? digest : fallback;
      if (platform.path("os").asText().equals("linux")
          && platform.path("architecture").asText().equals("amd64")) {
        return digest;
      }
    }
    return fallback;
  }

  private static Map<String, String> texts(JsonNode object) {
    var texts = new LinkedHashMap<String, String>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private static Map<String, String> environment(JsonNode list) {
    var environment = new LinkedHashMap<String, String>();
    for (var entry : list) {
      var pair = entry.asText().split("=", 2);
      environment.put(pair[0], pair.length > 1 ? pair[1] : "");
    }
    return environment;
  }

  private static byte[] content(
      ImageReference image, HttpResponse<InputStream> answer, String what) {
    try (var body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw RegistryProblems.answered(image, answer.statusCode(), what);
      }
      var content = body.readNBytes(LARGEST_DOCUMENT + 1);
      if (content.length > LARGEST_DOCUMENT) {
        throw RegistryProblems.unexpected(image, "a document of more than 4 MiB");
      }
      return content;
    } catch (IOException e) {
      throw RegistryProblems.unreachable(image, e);
    }
  }

  private static JsonNode json(ImageReference image, byte[] content) {
    try {
      return JSON.readTree(content);
    } catch (IOException e) {
      throw RegistryProblems.unexpected(image, "no JSON");
    }
  }

  static void close(HttpResponse<InputStream> answer) {
    try {
      answer.body().close();
    } catch (IOException e) {
      // The answer was read as far as it matters.
    }
  }

  private static String manifestPath(ImageReference image) {
    return "/v2/" + image.path() + "/manifests/" + image.reference();
  }

  static String blobPath(ImageReference image, String digest) {
    return "/v2/" + image.path() + "/blobs/" + digest;
  }
}
