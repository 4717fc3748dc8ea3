package io.openluffy.release.build;

import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Files by their absolute path in an image (or in a context), with what they are made of. */
final class FileTree {
  private final NavigableMap<String, Entry> entries = new TreeMap<>();

  /**
   * A file or a folder.
   *
   * @param source on disk; of a folder, any folder
   * @param owner {@code user:group} in numbers
   */
  record Entry(Path source, boolean isFolder, int mode, String owner) {
    static final String ROOT = "0:0";

    Entry with(Optional<Integer> otherMode, Optional<String> otherOwner) {
      return new Entry(source, isFolder, otherMode.orElse(mode), otherOwner.orElse(ROOT));
    }
  }

  void put(String path, Entry entry) {
    entries.put(path, entry);
  }

  void putAll(FileTree other) {
    entries.putAll(other.entries);
  }

  Optional<Entry> at(String path) {
    return Optional.ofNullable(entries.get(path));
  }

  boolean isFolder(String path) {
    return path.equals("/")
        || at(path).filter(Entry::isFolder).isPresent()
        || !below(path).isEmpty();
  }

  /** Everything in a folder, by absolute path. */
  Map<String, Entry> below(String folder) {
    var prefix = folder.equals("/") ? "/" : folder + "/";
    return entries.subMap(prefix, false, prefix + Character.MAX_VALUE, false);
  }

  NavigableMap<String, Entry> entries() {
    return entries;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }
}
