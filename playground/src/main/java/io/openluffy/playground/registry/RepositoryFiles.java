package io.openluffy.playground.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    return hasManifests() || Files.isDirectory(home.resolve("_blobs"));
  }

  boolean hasBlob(Digest digest) {
    return Files.exists(blobLink(digest)) && registry.hasContent(digest);
  }

  /** Says that the blob is there, and keeps it for whoever relies on the answer. */
  boolean promiseBlob(Digest digest) throws IOException {
    if (!hasBlob(digest)) {
      return false;
    }
    promise(blobLink(digest), digest);
    return true;
  }

  /** The same for a manifest: its media type, when the repository has it. */
  Optional<String> promiseManifest(Digest digest) throws IOException {
    var type = manifestType(digest);
    if (type.isPresent()) {
      promise(manifestLink(digest), digest);
    }
    return type;
  }

  private void promise(Path link, Digest digest) throws IOException {
    registry.durable().refresh(link);
    registry.durable().refresh(registry.content(digest));
  }

  void addBlob(Digest digest) throws IOException {
    registry.durable().refresh(registry.content(digest));
    if (!registry.durable().touch(blobLink(digest))) {
      registry.durable().write(blobLink(digest), NOTHING);
    }
  }

  boolean removeBlob(Digest digest) throws IOException {
    return Files.deleteIfExists(blobLink(digest));
  }

  /** The media type of the manifest, when the repository has it. */
  Optional<String> manifestType(Digest digest) throws IOException {
    return registry.hasContent(digest) ? text(manifestLink(digest)) : Optional.empty();
  }

  /** What refers to it is as young as the manifest from now on: it has its subject again. */
  void addManifest(Digest digest, String type) throws IOException {
    registry.durable().write(manifestLink(digest), type.getBytes(StandardCharsets.UTF_8));
    for (var referrer : referrersOf(digest)) {
      registry.durable().touch(manifestLink(referrer));
    }
  }

  /** Takes the manifest away with the tags that named it. */
  void removeManifest(Digest digest, Optional<Digest> subject) throws IOException {
    for (var tag : tags()) {
      var path = home.resolve("_tags").resolve(tag);
      if (text(path).equals(Optional.of(digest.toString()))) {
        Files.deleteIfExists(path);
      }
    }
    removeUntagged(digest, subject);
  }

  void removeUntagged(Digest digest, Optional<Digest> subject) throws IOException {
    if (subject.isPresent()) {
      Files.deleteIfExists(link(referrers(subject.get()), digest));
    }
    Files.deleteIfExists(manifestLink(digest));
  }

  Optional<Digest> tagged(Tag tag) throws IOException {
    return text(home.resolve("_tags").resolve(tag.value())).flatMap(Digest::parse);
  }

  /** The manifest that had the tag before is kept for its grace from now on. */
  void tag(Tag tag, Digest digest) throws IOException {
    release(tag);
    var content = digest.toString().getBytes(StandardCharsets.UTF_8);
    registry.durable().write(home.resolve("_tags").resolve(tag.value()), content);
  }

  boolean untag(Tag tag) throws IOException {
    release(tag);
    return Files.deleteIfExists(home.resolve("_tags").resolve(tag.value()));
  }

  private void release(Tag tag) throws IOException {
    var before = tagged(tag);
    if (before.isPresent()) {
      registry.durable().touch(manifestLink(before.get()));
    }
  }

  /** In lexical order. */
  List<String> tags() throws IOException {
    return names(home.resolve("_tags"));
  }

  void addReferrer(Digest subject, Digest manifest) throws IOException {
    registry.durable().write(link(referrers(subject), manifest), NOTHING);
  }

  List<Digest> referrersOf(Digest subject) throws IOException {
    return digests(referrers(subject));
  }

  List<Digest> manifests() throws IOException {
    return digests(home.resolve("_manifests"));
  }

  List<Digest> blobs() throws IOException {
    return digests(home.resolve("_blobs"));
  }

  List<String> uploads() throws IOException {
    return names(home.resolve("_uploads"));
  }

  boolean isBlobOlder(Digest digest, Instant before) throws IOException {
    return DurableFiles.isOlder(blobLink(digest), before);
  }

  boolean isManifestOlder(Digest digest, Instant before) throws IOException {
    return DurableFiles.isOlder(manifestLink(digest), before);
  }

  private static List<Digest> digests(Path folder) throws IOException {
    var found = new ArrayList<Digest>();
    for (var algorithm : names(folder)) {
      for (var hex : names(folder.resolve(algorithm))) {
        Digest.parse(algorithm + ":" + hex).ifPresent(found::add);
      }
    }
    return found;
  }

  Path upload(String id) {
    return home.resolve("_uploads").resolve(id);
  }

  boolean hasManifests() {
    var folder = home.resolve("_manifests");
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var all = Files.walk(folder, 2)) {
      return all.anyMatch(Files::isRegularFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in a folder, in lexical order; nothing when there is none. */
  static List<String> names(Path folder) throws IOException {
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
