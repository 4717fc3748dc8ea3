package io.openluffy.playground.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One repository's links, tags and uploads. */
final class RepositoryFiles {
  private static final byte[] NOTHING = {};

  private final RegistryFiles registry;
  private final Path home;

  RepositoryFiles(RegistryFiles registry, Path home) {
    this.registry = registry;
    this.home = home;
  }

  boolean exists() {
    return holdsFiles(home.resolve("_manifests")) || Files.isDirectory(home.resolve("_blobs"));
  }

  boolean hasBlob(Digest digest) {
    return Files.exists(blobLink(digest)) && registry.hasContent(digest);
  }

  void addBlob(Digest digest) throws IOException {
    DurableFiles.write(blobLink(digest), NOTHING);
  }

  boolean removeBlob(Digest digest) throws IOException {
    return Files.deleteIfExists(blobLink(digest));
  }

  /** The media type of the manifest, when the repository has it. */
  Optional<String> manifestType(Digest digest) throws IOException {
    return registry.hasContent(digest) ? text(manifestLink(digest)) : Optional.empty();
  }

  void addManifest(Digest digest, String type) throws IOException {
    DurableFiles.write(manifestLink(digest), type.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes the manifest away with the tags that named it. */
  void removeManifest(Digest digest, Optional<Digest> subject) throws IOException {
    for (var tag : tags()) {
      var path = home.resolve("_tags").resolve(tag);
      if (text(path).equals(Optional.of(digest.toString()))) {
        Files.deleteIfExists(path);
      }
    }
    if (subject.isPresent()) {
      Files.deleteIfExists(link(referrers(subject.get()), digest));
    }
    Files.deleteIfExists(manifestLink(digest));
  }

  Optional<Digest> tagged(Tag tag) throws IOException {
    return text(home.resolve("_tags").resolve(tag.value())).flatMap(Digest::parse);
  }

  void tag(Tag tag, Digest digest) throws IOException {
    var content = digest.toString().getBytes(StandardCharsets.UTF_8);
    DurableFiles.write(home.resolve("_tags").resolve(tag.value()), content);
  }

  boolean untag(Tag tag) throws IOException {
    return Files.deleteIfExists(home.resolve("_tags").resolve(tag.value()));
  }

  /** In lexical order. */
  List<String> tags() throws IOException {
    return names(home.resolve("_tags"));
  }

  void addReferrer(Digest subject, Digest manifest) throws IOException {
    DurableFiles.write(link(referrers(subject), manifest), NOTHING);
  }

  List<Digest> referrersOf(Digest subject) throws IOException {
    return Stream.concat(
            names(referrers(subject).resolve("sha256")).stream().map(hex -> "sha256:" + hex),
            names(referrers(subject).resolve("sha512")).stream().map(hex -> "sha512:" + hex))
        .flatMap(text -> Digest.parse(text).stream())
        .toList();
  }

  Path upload(String id) {
    return home.resolve("_uploads").resolve(id);
  }

  static boolean holdsFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var all = Files.walk(folder, 2)) {
      return all.anyMatch(Files::isRegularFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var all = Files.list(folder)) {
      return all.filter(path -> !DurableFiles.isUnfinished(path))
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static Optional<String> text(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path blobLink(Digest digest) {
    return link(home.resolve("_blobs"), digest);
  }

  private Path manifestLink(Digest digest) {
    return link(home.resolve("_manifests"), digest);
  }

  private Path referrers(Digest subject) {
    return link(home.resolve("_referrers"), subject);
  }

  private static Path link(Path folder, Digest digest) {
    return folder.resolve(digest.algorithm()).resolve(digest.hex());
  }
}
