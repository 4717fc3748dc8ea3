package io.openluffy.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** Makes a new tree from an old one, reading and writing only the folders on the way. */
final class TreeEditor {
  /** A file as it stands in its folder. */
  record Entry(FileMode mode, ObjectId id) {}

  /** Gets what is there and says what shall be. */
  @FunctionalInterface
  interface Change {
    Optional<Entry> of(Optional<Entry> before) throws IOException;
  }

  private final ObjectReader reader;
  private final ObjectInserter inserter;

  TreeEditor(ObjectReader reader, ObjectInserter inserter) {
    this.reader = reader;
    this.inserter = inserter;
  }

  /** The id of the new tree; that of the old one if nothing changed. */
  ObjectId edit(Optional<ObjectId> root, Map<RepositoryPath, Change> changes) throws IOException {
    var byParts = new TreeMap<String, Change>();
    changes.forEach((path, change) -> byParts.put(path.value(), change));
    var edited = folder(root, byParts, "");
    return edited.isPresent() ? edited.get() : inserter.insert(new TreeFormatter());
  }

  /** Empty: the folder holds nothing any more. */
  private Optional<ObjectId> folder(
      Optional<ObjectId> tree, SortedMap<String, Change> changes, String path) throws IOException {
    var entries = entries(tree);
    var before = Map.copyOf(entries);
    for (var change : changes.entrySet()) {
      if (!change.getKey().contains("/")) {
        changeFile(entries, change.getKey(), change.getValue(), path);
      }
    }
    for (var name : foldersOf(changes)) {
      changeFolder(entries, name, below(changes, name), path);
    }
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    return entries.equals(before) && tree.isPresent() ? tree : Optional.of(write(entries));
  }

  private Map<String, Entry> entries(Optional<ObjectId> tree) throws IOException {
    var entries = new TreeMap<String, Entry>();
    if (tree.isPresent()) {
      var parser = new CanonicalTreeParser(null, reader, tree.get());
      for (; !parser.eof(); parser.next()) {
        var mode = FileMode.fromBits(parser.getEntryRawMode());
        entries.put(bytes(parser), new Entry(mode, parser.getEntryObjectId()));
      }
    }
    return entries;
  }

  private static Iterable<String> foldersOf(SortedMap<String, Change> changes) {
    return changes.keySet().stream()
        .filter(path -> path.contains("/"))
        .map(path -> path.substring(0, path.indexOf('/')))
        .distinct()
        .toList();
  }

  private static SortedMap<String, Change> below(SortedMap<String, Change> changes, String name) {
    var inside = new TreeMap<String, Change>();
    changes.forEach(
        (path, change) -> {
          if (path.startsWith(name + "/")) {
            inside.put(path.substring(name.length() + 1), change);
          }
        });
    return inside;
  }

  private static void changeFile(
      Map<String, Entry> entries, String name, Change change, String path) throws IOException {
    var key = bytes(name);
    var before = Optional.ofNullable(entries.get(key));
    if (before.isPresent() && isNoFile(before.get())) {
      throw GitProblems.badPath(
          new RepositoryPath(path + name),
          "There is a folder, a symbolic link or a submodule where a file should be.");
    }
    var after = change.of(before);
    if (after.isPresent()) {
      entries.put(key, after.get());
    } else {
      entries.remove(key);
    }
  }

  private static boolean isNoFile(Entry entry) {
    return isFolder(entry)
        || entry.mode().equals(FileMode.SYMLINK)
        || entry.mode().equals(FileMode.GITLINK);
  }

  private void changeFolder(
      Map<String, Entry> entries, String name, SortedMap<String, Change> changes, String path)
      throws IOException {
    var key = bytes(name);
    var before = Optional.ofNullable(entries.get(key));
    if (before.isPresent() && !isFolder(before.get())) {
      throw GitProblems.badPath(
          new RepositoryPath(path + name), "There is a file where a folder should be.");
    }
    var after = folder(before.map(Entry::id), changes, path + name + "/");
    if (after.isPresent()) {
      entries.put(key, new Entry(FileMode.TREE, after.get()));
    } else {
      entries.remove(key);
    }
  }

  /** Git sorts folders as if a slash followed their name, by bytes. */
  private ObjectId write(Map<String, Entry> entries) throws IOException {
    var sorted = new TreeMap<String, Map.Entry<String, Entry>>();
    for (var entry : entries.entrySet()) {
      sorted.put(entry.getKey() + (isFolder(entry.getValue()) ? "/" : ""), entry);
    }
    var tree = new TreeFormatter();
    for (var entry : sorted.values()) {
      var name = entry.getKey().getBytes(StandardCharsets.ISO_8859_1);
      tree.append(name, 0, name.length, entry.getValue().mode(), entry.getValue().id());
    }
    return inserter.insert(tree);
  }

  private static boolean isFolder(Entry entry) {
    return entry.mode().equals(FileMode.TREE);
  }

  /** The bytes of a name, one char each: names that are no UTF-8 are kept, and sort as in git. */
  private static String bytes(String name) {
    return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String bytes(CanonicalTreeParser parser) {
    var name = new byte[parser.getNameLength()];
    parser.getName(name, 0);
    return new String(name, StandardCharsets.ISO_8859_1);
  }
}
