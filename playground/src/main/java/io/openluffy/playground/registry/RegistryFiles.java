package io.openluffy.playground.registry;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The registry's folder. Content is kept once, by digest; repositories hold links to it.
 *
 * <pre>
 * blobs/sha256/ab/ab12…            content of blobs and manifests
 * repositories/NAME/_blobs/…       a link per blob that the repository has
 * repositories/NAME/_manifests/…   a link per manifest, holding its media type
 * repositories/NAME/_tags/TAG      the digest
 * repositories/NAME/_referrers/SUBJECT/…   a link per manifest that names the subject
 * repositories/NAME/_uploads/ID    bytes received so far
 * last-sweep                       its time is that of the last sweep
 * </pre>
 *
 * A part of a repository name never starts with an underscore, so names and folders can't meet.
 */
public final class RegistryFiles {
  private final Path blobs;
  private final Path repositories;
  private final Path sweptMark;
  private final DurableFiles durable;
  private final Uploads uploads;
  private final ReadWriteLock lock;

  private RegistryFiles(Path home, InstantSource clock, ReadWriteLock lock) {
    this.lock = lock;
    this.blobs = home.resolve("blobs");
    this.repositories = home.resolve("repositories");
    this.sweptMark = home.resolve("last-sweep");
    this.durable = new DurableFiles(clock);
    this.uploads = new Uploads(this);
  }

  /** Opens the folder, and throws away what a process that died had begun to write. */
  public static RegistryFiles open(Path home, InstantSource clock) throws IOException {
    return open(home, clock, new ReentrantReadWriteLock());
  }

  static RegistryFiles open(Path home, InstantSource clock, ReadWriteLock lock) throws IOException {
    var files = new RegistryFiles(home, clock, lock);
    Files.createDirectories(files.blobs);
    Files.createDirectories(files.repositories);
    files.removeUnfinished();
    return files;
  }

  /** Work that finds or links content: what it has seen is not swept before it has ended. */
  <T> T using(Work<T> work) throws IOException {
    return locked(lock.readLock(), work);
  }

  /** Work that takes something away: nobody finds it meanwhile. */
  <T> T removing(Work<T> work) throws IOException {
    return locked(lock.writeLock(), work);
  }

  private static <T> T locked(Lock lock, Work<T> work) throws IOException {
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Short, and never waits for a client. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * When it was last swept; a folder that never was counts from the first time that it is asked.
   */
  public Instant lastSweep() throws IOException {
    if (!Files.isRegularFile(sweptMark)) {
      swept();
    }
    return Files.getLastModifiedTime(sweptMark).toInstant();
  }

  void swept() throws IOException {
    durable.write(sweptMark, new byte[0]);
  }

  DurableFiles durable() {
    return durable;
  }

  Uploads uploads() {
    return uploads;
  }

  Path content(Digest digest) {
    return blobs
        .resolve(digest.algorithm())
        .resolve(digest.hex().substring(0, 2))
        .resolve(digest.hex());
  }

  boolean hasContent(Digest digest) {
    return Files.isRegularFile(content(digest));
  }

  void putContent(Digest digest, byte[] content) throws IOException {
    if (!durable.touch(content(digest))) {
      durable.write(content(digest), content);
    }
  }

  /** Takes a finished upload over as content. */
  void adopt(Digest digest, Path upload) throws IOException {
    if (durable.touch(content(digest))) {
      Files.deleteIfExists(upload);
    } else {
      durable.move(upload, content(digest));
    }
  }

  RepositoryFiles repository(RepositoryName name) {
    return new RepositoryFiles(this, repositories.resolve(name.value()));
  }

  /** The repositories that hold a manifest, by name. */
  List<String> names() throws IOException {
    return all().stream()
        .filter(name -> repository(name).hasManifests())
        .map(RepositoryName::value)
        .sorted()
        .toList();
  }

  /** Every repository that anything was ever pushed to. */
  List<RepositoryName> all() throws IOException {
    var found = new ArrayList<RepositoryName>();
    Files.walkFileTree(
        repositories,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.getFileName().toString().startsWith("_")) {
              var name = repositories.relativize(folder.resolveSibling("")).toString();
              RepositoryName.parse(name.replace('\\', '/'))
                  .filter(one -> !found.contains(one))
                  .ifPresent(found::add);
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  /** All content, whether a repository has it or not. */
  void forEachContent(ContentVisitor visitor) throws IOException {
    for (var algorithm : RepositoryFiles.names(blobs)) {
      for (var part : RepositoryFiles.names(blobs.resolve(algorithm))) {
        for (var hex : RepositoryFiles.names(blobs.resolve(algorithm).resolve(part))) {
          var digest = Digest.parse(algorithm + ":" + hex);
          if (digest.isPresent()) {
            visitor.visit(digest.get());
          }
        }
      }
    }
  }

  /** Is told of content, one after the other. */
  @FunctionalInterface
  interface ContentVisitor {
    void visit(Digest digest) throws IOException;
  }

  private void removeUnfinished() throws IOException {
    var files = new ArrayList<Path>();
    for (var folder : List.of(repositories, blobs)) {
      try (var all = Files.walk(folder)) {
        all.filter(DurableFiles::isUnfinished).forEach(files::add);
      }
    }
    for (var file : files) {
      Files.deleteIfExists(file);
    }
  }
}
