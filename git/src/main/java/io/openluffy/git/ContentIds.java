package io.openluffy.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * Hashes a tree without some of its paths. Only folders that hold a left-out path are opened; a
 * folder that holds nothing else counts as absent, as git itself knows no empty folders.
 */
final class ContentIds {
  private final Repository repository;
  private final List<RepositoryPath> leftOut;

  ContentIds(Repository repository, List<RepositoryPath> leftOut) {
    this.repository = repository;
    this.leftOut = List.copyOf(leftOut);
  }

  ContentId of(ObjectId root) throws IOException {
    try (var reader = repository.newObjectReader()) {
      var hash = hash(reader, root, RepositoryPath.ROOT);
      return new ContentId(
          hash.orElseGet(() -> HexFormat.of().formatHex(Sha256.digest().digest())));
    }
  }

  private Optional<String> hash(ObjectReader reader, ObjectId tree, RepositoryPath path)
      throws IOException {
    var hash = Sha256.digest();
    var isEmpty = true;
    for (var entries = new CanonicalTreeParser(null, reader, tree); !entries.eof(); ) {
      var line = entry(reader, entries, path);
      if (line.isPresent()) {
        isEmpty = false;
        hash.update(line.get().getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0);
      }
      entries.next();
    }
    return isEmpty ? Optional.empty() : Optional.of(HexFormat.of().formatHex(hash.digest()));
  }

  private Optional<String> entry(
      ObjectReader reader, CanonicalTreeParser entries, RepositoryPath folder) throws IOException {
    var name = entries.getEntryPathString();
    var path = folder.isRoot() ? name : folder.value() + "/" + name;
    if (leftOut.stream().anyMatch(out -> out.value().equals(path) || out.isRoot())) {
      return Optional.empty();
    }
    var mode = Integer.toOctalString(entries.getEntryRawMode()) + " " + name + "\n";
    var isOpened = leftOut.stream().anyMatch(out -> out.value().startsWith(path + "/"));
    if (!isOpened || !entries.getEntryFileMode().equals(FileMode.TREE)) {
      return Optional.of(mode + entries.getEntryObjectId().name());
    }
    // A folder that is opened must hash the same whether or not the left-out path is in it.
    return hash(reader, entries.getEntryObjectId(), new RepositoryPath(path)).map(h -> mode + h);
  }
}
