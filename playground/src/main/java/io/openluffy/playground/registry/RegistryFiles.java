package io.openluffy.playground.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
 * </pre>
 *
 * A part of a repository name never starts with an underscore, so names and folders can't meet.
 */
public final class RegistryFiles {
  private final Path blobs;
  private final Path repositories;

  private RegistryFiles(Path home) {
    this.blobs = home.resolve("blobs");
    this.repositories = home.resolve("repositories");
  }

  /** Opens the folder, and throws away uploads that nobody touched for a day. */
  public static RegistryFiles open(Path home, Instant now) throws IOException {
    var files = new RegistryFiles(home);
    Files.createDirectories(files.blobs);
    Files.createDirectories(files.repositories);
    files.sweep(now.minus(Duration.ofDays(1)));
    return files;
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
    if (!hasContent(digest)) {
      DurableFiles.write(content(digest), content);
    }
  }

  /** Takes a finished upload over as content. */
  void adopt(Digest digest, Path upload) throws IOException {
    if (hasContent(digest)) {
      Files.deleteIfExists(upload);
    } else {
      DurableFiles.move(upload, content(digest));
    }
  }

  RepositoryFiles repository(RepositoryName name) {
    return new RepositoryFiles(this, repositories.resolve(name.value()));
  }

  /** The repositories that hold a manifest, by name. */
  List<String> names() throws IOException {
    var found = new ArrayList<String>();
    try (Stream<Path> all = Files.walk(repositories)) {
      all.filter(path -> path.endsWith("_manifests") && RepositoryFiles.holdsFiles(path))
          .forEach(
              path ->
                  found.add(repositories.relativize(path.resolve("..").normalize()).toString()));
    }
    found.replaceAll(name -> name.replace('\\', '/'));
    found.sort(null);
    return found;
  }

  private void sweep(Instant before) throws IOException {
    var files = new ArrayList<Path>();
    for (var folder : List.of(repositories, blobs)) {
      try (var all = Files.walk(folder)) {
        all.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    for (var file : files) {
      var parent = file.getParent();
      var upload = parent != null && parent.endsWith("_uploads");
      var old = Files.getLastModifiedTime(file).toInstant().isBefore(before);
      if (DurableFiles.isUnfinished(file) || (upload && old)) {
        Files.deleteIfExists(file);
      }
    }
  }
}
