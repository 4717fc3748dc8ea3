package io.openluffy.playground.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Blobs on their way in. Bytes go straight to disk, so memory stays flat; one writer at a time. */
final class Uploads {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int BUFFER = 128 * 1024;
  private static final int MOST_HASHES = 1_000;

  private final RegistryFiles files;
  private final Set<Path> busy = ConcurrentHashMap.newKeySet();
  private final Map<Path, Hash> hashes = new ConcurrentHashMap<>();

  /** What was hashed while it came in, up to a size. */
  private record Hash(MessageDigest of, long size) {}

  Uploads(RegistryFiles files) {
    this.files = files;
  }

  String start(RepositoryFiles repository) throws IOException {
    var id = UUID.randomUUID().toString();
    var path = repository.upload(id);
    Files.createDirectories(path.resolveSibling("."));
    Files.createFile(path);
    files.durable().touch(path);
    return id;
  }

  /** Empty when there is no such upload. */
  Optional<Path> find(RepositoryFiles repository, String id) {
    return ID.matcher(id).matches()
        ? Optional.of(repository.upload(id)).filter(Files::isRegularFile)
        : Optional.empty();
  }

  /** Work on one upload; the second of two at once gets the other answer. */
  <T> T alone(Path upload, RegistryFiles.Work<T> work, T otherwise) throws IOException {
    if (!busy.add(upload)) {
      return otherwise;
    }
    try {
      return work.run();
    } finally {
      busy.remove(upload);
    }
  }

  /** When the disk does not take all, nothing of it stays: the client sends it again. */
  long append(Path upload, InputStream body) throws IOException {
    var before = Files.size(upload);
    var hash = known(upload, before);
    try (var out = FileChannel.open(upload, StandardOpenOption.WRITE)) {
      out.position(before);
      var buffer = new byte[BUFFER];
      for (int count; (count = body.read(buffer)) >= 0; ) {
        write(out, ByteBuffer.wrap(buffer, 0, count), before);
        if (hash.isPresent()) {
          hash.get().update(buffer, 0, count);
        }
      }
    }
    files.durable().touch(upload);
    var size = Files.size(upload);
    if (hash.isPresent() && hashes.size() < MOST_HASHES) {
      hashes.put(upload, new Hash(hash.get(), size));
    }
    return size;
  }

  private static void write(FileChannel out, ByteBuffer bytes, long before) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      out.truncate(before);
      throw e;
    }
  }

  /** The SHA-256 of what came so far, if it is known without reading it again. */
  private Optional<MessageDigest> known(Path upload, long size) {
    var hash = hashes.remove(upload);
    if (hash != null && hash.size == size) {
      return Optional.of(hash.of);
    }
    return size == 0 ? Optional.of(new Digest("sha256", "").newHash()) : Optional.empty();
  }

  void remove(Path upload) throws IOException {
    hashes.remove(upload);
    Files.deleteIfExists(upload);
  }

  /** Makes the upload a blob of the repository; false when its bytes have another digest. */
  boolean finish(RepositoryFiles repository, Path upload, Digest digest) throws IOException {
    if (!digest.isHash(hash(upload, digest))) {
      remove(upload);
      return false;
    }
    return files.using(
        () -> {
          files.adopt(digest, upload);
          repository.addBlob(digest);
          return true;
        });
  }

  private byte[] hash(Path upload, Digest digest) throws IOException {
    var known = known(upload, Files.size(upload));
    if (known.isPresent() && digest.algorithm().equals("sha256")) {
      return known.get().digest();
    }
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
