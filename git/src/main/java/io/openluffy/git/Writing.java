package io.openluffy.git;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** One attempt to write: reads what is there, and new objects before they are stored. */
final class Writing implements AutoCloseable {
  private final ObjectInserter inserter;
  private final ObjectReader reader;
  private final TreeReader trees;

  Writing(Repository repository, GitSettings limits) {
    this.inserter = repository.newObjectInserter();
    this.reader = inserter.newReader();
    this.trees = new TreeReader(repository, limits);
  }

  ObjectId tree(ObjectId commit) throws IOException {
    try (var walk = new RevWalk(reader)) {
      return walk.parseCommit(commit).getTree().getId();
    }
  }

  ObjectId edit(Optional<ObjectId> root, Map<RepositoryPath, TreeEditor.Change> changes)
      throws IOException {
    return new TreeEditor(reader, inserter).edit(root, changes);
  }

  Optional<TreeEditor.Entry> apply(FileEdit edit, Optional<TreeEditor.Entry> before)
      throws IOException {
    var content =
        before.isPresent()
            ? Optional.of(trees.content(reader, before.get().id(), edit.path()))
            : Optional.<byte[]>empty();
    var after = edit.change().apply(content.map(byte[]::clone));
    if (after.isEmpty()) {
      return Optional.empty();
    }
    if (content.isPresent() && Arrays.equals(content.get(), after.get())) {
      return before;
    }
    var mode = before.map(TreeEditor.Entry::mode).orElse(FileMode.REGULAR_FILE);
    return Optional.of(new TreeEditor.Entry(mode, blob(after.get())));
  }

  byte[] content(ObjectId blob, RepositoryPath path) throws IOException {
    return trees.content(reader, blob, path);
  }

  ObjectId blob(byte[] content) throws IOException {
    return inserter.insert(Constants.OBJ_BLOB, content);
  }

  ObjectId insert(CommitBuilder commit) throws IOException {
    return inserter.insert(commit);
  }

  void flush() throws IOException {
    inserter.flush();
  }

  @Override
  public void close() {
    reader.close();
    inserter.close();
  }
}
