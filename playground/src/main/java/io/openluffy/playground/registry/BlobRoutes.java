package io.openluffy.playground.registry;

import io.openluffy.kernel.web.FilePart;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Pulling and deleting blobs. */
final class BlobRoutes {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  private final RegistryFiles files;

  BlobRoutes(RegistryFiles files) {
    this.files = files;
  }

  Answer get(RepositoryName name, String text, Optional<String> range) throws IOException {
    var digest = Digest.parse(text);
    if (digest.isEmpty()) {
      return Answer.error(ErrorCode.DIGEST_INVALID, "'" + text + "' is no digest.");
    }
    if (!files.using(() -> files.repository(name).promiseBlob(digest.get()))) {
      return unknown(name, text);
    }
    var size = Files.size(files.content(digest.get()));
    var part = range.map(header -> part(header, size)).orElse(Optional.of(new Part(0, size)));
    if (part.isEmpty()) {
      return Answer.error(
              416, ErrorCode.SIZE_INVALID, "The range lies outside the " + size + " bytes.")
          .with("Content-Range", "bytes */" + size);
    }
    var whole = part.get().length == size;
    var answer = content(digest.get(), part.get(), whole ? 200 : 206);
    return whole
        ? answer
        : answer.with(
            "Content-Range",
            "bytes " + part.get().from + "-" + (part.get().end() - 1) + "/" + size);
  }

  Answer delete(RepositoryName name, String text) throws IOException {
    var digest = Digest.parse(text);
    if (digest.isEmpty()) {
      return Answer.error(ErrorCode.DIGEST_INVALID, "'" + text + "' is no digest.");
    }
    return files.repository(name).removeBlob(digest.get())
        ? Answer.empty(202)
        : unknown(name, text);
  }

  private Answer content(Digest digest, Part part, int status) {
    return new Answer(
            status,
            Map.of(),
            Answer.Body.of(new FilePart(files.content(digest), part.from, part.length)))
        .with("Content-Type", "application/octet-stream")
        .with("Content-Length", String.valueOf(part.length))
        .with("Accept-Ranges", "bytes")
        .with("Etag", "\"" + digest + "\"")
        .with("Docker-Content-Digest", digest.toString());
  }

  /** One range of bytes; empty when it can't be satisfied. Several ranges are answered whole. */
  private static Optional<Part> part(String header, long size) {
    var range = RANGE.matcher(header.strip());
    if (!range.matches() || (range.group(1) + range.group(2)).isEmpty()) {
      return Optional.of(new Part(0, size));
    }
    if (range.group(1).isEmpty()) {
      var last = Math.min(size, Long.parseLong(range.group(2)));
      return last == 0 ? Optional.empty() : Optional.of(new Part(size - last, last));
    }
    var from = Long.parseLong(range.group(1));
    var to = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    return from >= size || to < from
        ? Optional.empty()
        : Optional.of(new Part(from, Math.min(to, size - 1) - from + 1));
  }

  private static Answer unknown(RepositoryName name, String digest) {
    return Answer.error(ErrorCode.BLOB_UNKNOWN, name + " has no blob " + digest + ".");
  }

  private record Part(long from, long length) {
    long end() {
      return from + length;
    }
  }
}
