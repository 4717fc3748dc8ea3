package io.openluffy.git;

import io.openluffy.kernel.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads folders and files of a commit straight from the object store. */
final class TreeReader {
  private final Repository repository;
  private final GitSettings limits;

  TreeReader(Repository repository, GitSettings limits) {
    this.repository = repository;
    this.limits = limits;
  }

  ObjectId root(CommitId commit) throws IOException {
    try (var walk = new RevWalk(repository)) {
      return walk.parseCommit(ObjectIds.of(commit)).getTree().getId();
    }
  }

  Optional<TreeId> treeId(CommitId commit, RepositoryPath path) throws IOException {
    var root = root(commit);
    if (path.isRoot()) {
      return Optional.of(ObjectIds.tree(root));
    }
    try (var walk = TreeWalk.forPath(repository, path.value(), root)) {
      return walk != null && walk.getFileMode(0).equals(FileMode.TREE)
          ? Optional.of(ObjectIds.tree(walk.getObjectId(0)))
          : Optional.empty();
    }
  }

  Optional<byte[]> file(CommitId commit, RepositoryPath path) throws IOException {
    if (path.isRoot()) {
      return Optional.empty();
    }
    try (var reader = repository.newObjectReader();
        var walk = TreeWalk.forPath(reader, path.value(), root(commit))) {
      if (walk == null
          || (walk.getFileMode(0).getBits() & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
        return Optional.empty();
      }
      return Optional.of(content(reader, walk.getObjectId(0), path));
    }
  }

  byte[] content(ObjectReader reader, ObjectId blob, RepositoryPath path) throws IOException {
    var loader = reader.open(blob, Constants.OBJ_BLOB);
    if (loader.getSize() > limits.fileBytes()) {
      throw GitProblems.tooLarge(Where.of(path.value()), "The file", limits.fileBytes());
    }
    return loader.getBytes();
  }

  List<TreeFile> files(CommitId commit, RepositoryPath directory) throws IOException {
    var tree = treeId(commit, directory);
    if (tree.isEmpty()) {
      return List.of();
    }
    var files = new ArrayList<TreeFile>();
    try (var reader = repository.newObjectReader();
        var walk = new TreeWalk(repository, reader)) {
      walk.addTree(ObjectId.fromString(tree.get().hex()));
      walk.setRecursive(true);
      while (walk.next()) {
        if (!walk.getFileMode(0).equals(FileMode.GITLINK)) {
          files.add(file(reader, walk, directory));
        }
        if (files.size() > limits.files()) {
          throw GitProblems.tooLarge(
              Where.of(directory.value()), "The number of files", limits.files());
        }
      }
    }
    files.sort(Comparator.comparing(TreeFile::path));
    return List.copyOf(files);
  }

  private static TreeFile file(ObjectReader reader, TreeWalk walk, RepositoryPath directory)
      throws IOException {
    var blob = walk.getObjectId(0);
    return new TreeFile(
        directory.resolve(walk.getPathString()),
        String.format("%06o", walk.getRawMode(0)),
        blob.name(),
        reader.getObjectSize(blob, Constants.OBJ_BLOB));
  }
}
