package io.openluffy.playground.registry;

import io.openluffy.kernel.web.WebExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Pushing, pulling and deleting manifests, by tag or by digest. */
final class ManifestRoutes {
  private final RegistryFiles files;

  ManifestRoutes(RegistryFiles files) {
    this.files = files;
  }

  Answer get(RepositoryName name, String reference) throws IOException {
    return files.using(() -> found(name, reference));
  }

  private Answer found(RepositoryName name, String reference) throws IOException {
    var repository = files.repository(name);
    var digest = resolve(repository, reference);
    var type =
        digest.isEmpty() ? Optional.<String>empty() : repository.promiseManifest(digest.get());
    if (digest.isEmpty() || type.isEmpty()) {
      return unknown(name, reference);
    }
    return Answer.bytes(200, type.get(), Files.readAllBytes(files.content(digest.get())))
        .with("Docker-Content-Digest", digest.get().toString())
        .with("Etag", "\"" + digest.get() + "\"");
  }

  Answer put(RepositoryName name, String reference, WebExchange exchange) throws IOException {
    var tag = Tag.parse(reference);
    var wanted = Digest.parse(reference);
    if (tag.isEmpty() && wanted.isEmpty()) {
      return Answer.error(
          ErrorCode.MANIFEST_INVALID, "'" + reference + "' is neither a tag nor a digest.");
    }
    var more = exchange.query("tag");
    var tags = Stream.concat(tag.stream(), more.stream().flatMap(one -> Tag.parse(one).stream()));
    if (more.stream().anyMatch(one -> Tag.parse(one).isEmpty())) {
      return Answer.error(ErrorCode.MANIFEST_INVALID, "One of " + more + " can't be a tag.");
    }
    var content = exchange.body().readNBytes(ManifestDocument.MAX_BYTES + 1);
    if (content.length > ManifestDocument.MAX_BYTES) {
      return Answer.error(
          413, ErrorCode.SIZE_INVALID, "A manifest has at most 4 MiB; put the data in a blob.");
    }
    if (wanted.isPresent() && !wanted.get().names(content)) {
      return Answer.error(
          ErrorCode.DIGEST_INVALID, "The manifest does not have the digest " + reference + ".");
    }
    try {
      var type = exchange.header("Content-Type").orElse("");
      var document = ManifestDocument.read(content, type.replaceFirst(";.*", "").strip());
      var digest = wanted.orElseGet(() -> Digest.sha256(content));
      var stored =
          files.using(() -> store(name, tags.distinct().toList(), digest, content, document));
      return more.isEmpty() || stored.status() != 201
          ? stored
          : stored.with("OCI-Tag", String.join(", ", more));
    } catch (IOException e) {
      if (e instanceof java.nio.file.FileSystemException) {
        throw e;
      }
      return Answer.error(
          ErrorCode.MANIFEST_INVALID, "The manifest can't be taken: " + firstLine(e) + ".");
    }
  }

  Answer delete(RepositoryName name, String reference) throws IOException {
    var repository = files.repository(name);
    var tag = Tag.parse(reference);
    if (tag.isPresent()) {
      return repository.untag(tag.get()) ? Answer.empty(202) : unknown(name, reference);
    }
    var digest = Digest.parse(reference);
    if (digest.isEmpty()) {
      return Answer.error(ErrorCode.DIGEST_INVALID, "'" + reference + "' is no digest.");
    }
    if (repository.manifestType(digest.get()).isEmpty()) {
      return unknown(name, reference);
    }
    var content = Files.readAllBytes(files.content(digest.get()));
    var subject =
        ManifestDocument.read(content, repository.manifestType(digest.get()).orElse("")).subject();
    repository.removeManifest(digest.get(), subject);
    return Answer.empty(202);
  }

  private Answer store(
      RepositoryName name, List<Tag> tags, Digest digest, byte[] content, ManifestDocument document)
      throws IOException {
    var repository = files.repository(name);
    var missing = missing(repository, document);
    if (!missing.isEmpty()) {
      return Answer.error(
          ErrorCode.MANIFEST_BLOB_UNKNOWN,
          name + " lacks what the manifest names; push it first: " + missing);
    }
    files.putContent(digest, content);
    if (document.subject().isPresent()) {
      repository.promiseManifest(document.subject().get());
      repository.addReferrer(document.subject().get(), digest);
    }
    repository.addManifest(digest, document.type());
    for (var tag : tags) {
      repository.tag(tag, digest);
    }
    var answer =
        Answer.empty(201)
            .with("Location", "/v2/" + name + "/manifests/" + digest)
            .with("Docker-Content-Digest", digest.toString());
    return document.subject().isPresent()
        ? answer.with("OCI-Subject", document.subject().get().toString())
        : answer;
  }

  private static List<Digest> missing(RepositoryFiles repository, ManifestDocument document)
      throws IOException {
    var missing = new ArrayList<Digest>();
    for (var part : document.manifests()) {
      var digest = ManifestDocument.digest(part).orElseThrow();
      if (repository.promiseManifest(digest).isEmpty()) {
        missing.add(digest);
      }
    }
    var blobs = new ArrayList<>(document.layers());
    document.config().ifPresent(blobs::add);
    for (var blob : blobs) {
      if (!repository.promiseBlob(blob)) {
        missing.add(blob);
      }
    }
    return missing;
  }

  private static Optional<Digest> resolve(RepositoryFiles repository, String reference)
      throws IOException {
    var tag = Tag.parse(reference);
    return tag.isPresent() ? repository.tagged(tag.get()) : Digest.parse(reference);
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("it is no JSON");
  }

  private static Answer unknown(RepositoryName name, String reference) {
    return Answer.error(ErrorCode.MANIFEST_UNKNOWN, name + " has no manifest " + reference + ".");
  }
}
