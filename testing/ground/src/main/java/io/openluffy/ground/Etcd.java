package io.openluffy.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** The store of a control plane of ours, by its HTTP gateway. */
final class Etcd {
  /** By this the API server notices that somebody has compacted its store. */
  private static final String NOTICE = "compact_rev_key";

  private final URI address;

  private Etcd(URI address) {
    this.address = address;
  }

  static Optional<Etcd> at(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(new Etcd(URI.create(Files.readString(file).strip())))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets what was before a revision. */
  boolean compact(String revision) {
    return asked("/v3/kv/compaction", "{\"revision\": \"%s\"}".formatted(revision))
        && asked(
            "/v3/kv/put",
            "{\"key\": \"%s\", \"value\": \"%s\"}".formatted(base64(NOTICE), base64(revision)));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private boolean asked(String path, String body) {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(address.resolve(path)).POST(BodyPublishers.ofString(body)).build();
      return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      throw new UncheckedIOException("etcd did not answer " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
