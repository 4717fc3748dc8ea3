package io.openluffy.playground.registry;

import io.openluffy.kernel.web.WebExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Pushing blobs: in one piece, in chunks, or by mounting another repository's. */
final class UploadRoutes {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("(?:bytes )?(\\d{1,18})-(\\d{1,18})");

  private final RegistryFiles files;
  private final Uploads uploads;

  UploadRoutes(RegistryFiles files) {
    this.files = files;
    this.uploads = files.uploads();
  }

  /**
   * @param mayPull whether the caller may read the repository that a mount takes from
   */
  Answer start(RepositoryName name, WebExchange exchange, Predicate<RepositoryName> mayPull)
      throws IOException {
    var repository = files.repository(name);
    var mount = first(exchange, "mount").flatMap(Digest::parse);
    if (mount.isPresent() && mounted(repository, mount.get(), first(exchange, "from"), mayPull)) {
      return created(name, mount.get());
    }
    var digest = first(exchange, "digest");
    if (digest.isPresent() && Digest.parse(digest.get()).isEmpty()) {
      return badDigest(digest.get());
    }
    var id = uploads.start(repository);
    return digest.isPresent()
        ? atOnce(name, id, exchange)
        : progress(202, name, id, 0).with("OCI-Chunk-Min-Length", "1");
  }

  /** The client does not know the upload: it could not go on with what is left of a failure. */
  private Answer atOnce(RepositoryName name, String id, WebExchange exchange) throws IOException {
    try {
      return complete(name, id, exchange);
    } finally {
      uploads.remove(files.repository(name).upload(id));
    }
  }

  /**
   * @param from the repository to take it from; when the client names none, any it may read will do
   */
  private boolean mounted(
      RepositoryFiles repository,
      Digest digest,
      Optional<String> from,
      Predicate<RepositoryName> mayPull)
      throws IOException {
    var sources =
        from.isPresent() ? RepositoryName.parse(from.get()).stream().toList() : holders(digest);
    var source =
        sources.stream()
            .filter(one -> files.repository(one).hasBlob(digest))
            .filter(mayPull)
            .findFirst();
    return source.isPresent()
        && files.using(
            () -> {
              var there = files.repository(source.get()).hasBlob(digest);
              if (there) {
                repository.addBlob(digest);
              }
              return there;
            });
  }

  private List<RepositoryName> holders(Digest digest) throws IOException {
    return files.hasContent(digest) ? files.all() : List.of();
  }

  Answer append(RepositoryName name, String id, WebExchange exchange) throws IOException {
    var upload = uploads.find(files.repository(name), id);
    if (upload.isEmpty()) {
      return unknown(id);
    }
    return uploads.alone(
        upload.get(),
        () -> {
          var refused = refusedRange(name, id, upload.get(), exchange);
          return refused.isPresent()
              ? refused.get()
              : progress(202, name, id, uploads.append(upload.get(), exchange.body()));
        },
        inUse(id));
  }

  Answer complete(RepositoryName name, String id, WebExchange exchange) throws IOException {
    var repository = files.repository(name);
    var upload = uploads.find(repository, id);
    if (upload.isEmpty()) {
      return unknown(id);
    }
    var text = first(exchange, "digest").orElse("");
    var digest = Digest.parse(text);
    if (digest.isEmpty()) {
      return badDigest(text);
    }
    return uploads.alone(
        upload.get(),
        () -> {
          var refused = refusedRange(name, id, upload.get(), exchange);
          if (refused.isPresent()) {
            return refused.get();
          }
          uploads.append(upload.get(), exchange.body());
          return uploads.finish(repository, upload.get(), digest.get())
              ? created(name, digest.get())
              : Answer.error(
                  ErrorCode.DIGEST_INVALID,
                  "The bytes received do not have the digest " + digest.get() + ".");
        },
        inUse(id));
  }

  Answer status(RepositoryName name, String id) throws IOException {
    var upload = uploads.find(files.repository(name), id);
    return upload.isEmpty() ? unknown(id) : progress(204, name, id, Files.size(upload.get()));
  }

  Answer cancel(RepositoryName name, String id) throws IOException {
    var upload = uploads.find(files.repository(name), id);
    if (upload.isEmpty()) {
      return unknown(id);
    }
    uploads.remove(upload.get());
    return Answer.noContent().with("Docker-Upload-UUID", id);
  }

  private static Optional<Answer> refusedRange(
      RepositoryName name, String id, Path upload, WebExchange exchange) throws IOException {
    var header = exchange.header("Content-Range");
    if (header.isEmpty()) {
      return Optional.empty();
    }
    var range = CONTENT_RANGE.matcher(header.get());
    var have = Files.size(upload);
    if (!range.matches() || Long.parseLong(range.group(1)) != have) {
      return Optional.of(progress(416, name, id, have));
    }
    var length = Long.parseLong(range.group(2)) - have + 1;
    var sent = exchange.header("Content-Length");
    if (sent.isPresent() && !sent.get().equals(String.valueOf(length))) {
      return Optional.of(
          Answer.error(
              ErrorCode.SIZE_INVALID,
              "Content-Range speaks of " + length + " bytes, Content-Length of " + sent.get()));
    }
    return Optional.empty();
  }

  private static Answer progress(int status, RepositoryName name, String id, long received) {
    var answer = status == 204 ? Answer.noContent() : Answer.empty(status);
    return answer
        .with("Location", "/v2/" + name + "/blobs/uploads/" + id)
        .with("Range", "0-" + Math.max(0, received - 1))
        .with("Docker-Upload-UUID", id);
  }

  private static Answer created(RepositoryName name, Digest digest) {
    return Answer.empty(201)
        .with("Location", "/v2/" + name + "/blobs/" + digest)
        .with("Docker-Content-Digest", digest.toString());
  }

  private static Answer unknown(String id) {
    return Answer.error(
        ErrorCode.BLOB_UPLOAD_UNKNOWN, "There is no upload " + id + "; start a new one.");
  }

  private static Answer inUse(String id) {
    return Answer.error(
        409,
        ErrorCode.BLOB_UPLOAD_INVALID,
        "Another request is writing to upload " + id + "; wait for it to end.");
  }

  private static Answer badDigest(String text) {
    return Answer.error(
        ErrorCode.DIGEST_INVALID, "'" + text + "' is no digest of the form sha256:… or sha512:…");
  }

  private static Optional<String> first(WebExchange exchange, String parameter) {
    return exchange.query(parameter).stream().findFirst();
  }
}
