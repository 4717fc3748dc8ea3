package io.openluffy.playground.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Blobs on their way in. Bytes go straight to disk, so memory stays flat; one writer at a time. */
final class Uploads {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int BUFFER = 128 * 1024;

  private final RegistryFiles files;
  private final Set<Path> busy = ConcurrentHashMap.newKeySet();

  Uploads(RegistryFiles files) {
    this.files = files;
  }

  String start(RepositoryFiles repository) throws IOException {
    var id = UUID.randomUUID().toString();
    var path = repository.upload(id);
    Files.createDirectories(path.resolveSibling("."));
    Files.createFile(path);
    return id;
  }

  /** Empty when there is no such upload. */
  Optional<Path> find(RepositoryFiles repository, String id) {
    return ID.matcher(id).matches()
        ? Optional.of(repository.upload(id)).filter(Files::isRegularFile)
        : Optional.empty();
  }

  /** Work on one upload; the second of two requests at once gets the other answer. */
  Answer alone(Path upload, Work work, Answer otherwise) throws IOException {
    if (!busy.add(upload)) {
      return otherwise;
    }
    try {
      return work.run();
    } finally {
      busy.remove(upload);
    }
  }

  /** What is done while nobody else writes. */
  interface Work {
    Answer run() throws IOException;
  }

  long append(Path upload, InputStream body) throws IOException {
    try (OutputStream out = Files.newOutputStream(upload, StandardOpenOption.APPEND)) {
      var buffer = new byte[BUFFER];
      for (int count; (count = body.read(buffer)) >= 0; ) {
        out.write(buffer, 0, count);
      }
    }
    return Files.size(upload);
  }

  /** Makes the upload a blob of the repository; false when its bytes have another digest. */
  boolean finish(RepositoryFiles repository, Path upload, Digest digest) throws IOException {
    if (!digest.isHash(hash(upload, digest))) {
      Files.deleteIfExists(upload);
      return false;
    }
    files.adopt(digest, upload);
    repository.addBlob(digest);
    return true;
  }

  private static byte[] hash(Path upload, Digest digest) throws IOException {
    var hash = digest.newHash();
    try (var in = new BufferedInputStream(Files.newInputStream(upload), 1)) {
      var buffer = new byte[BUFFER];
      for (int count; (count = in.read(buffer)) >= 0; ) {
        hash.update(buffer, 0, count);
      }
    }
    return hash.digest();
  }
}
