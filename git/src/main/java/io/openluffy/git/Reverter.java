package io.openluffy.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The changes that take back what commits did, kept to the paths that were asked for. */
final class Reverter {
  private final RepositoryUrl url;
  private final Revert revert;

  Reverter(RepositoryUrl url, Revert revert) {
    this.url = url;
    this.revert = revert;
  }

  Map<RepositoryPath, TreeEditor.Change> changes(Repository repository, Writing writing)
      throws IOException {
    var changes = new LinkedHashMap<RepositoryPath, TreeEditor.Change>();
    try (var commits = new RevWalk(repository);
        var walk = new TreeWalk(repository)) {
      var to = commits.parseCommit(ObjectIds.of(revert.to()));
      var from = from(to);
      if (from.isPresent()) {
        walk.addTree(commits.parseCommit(from.get()).getTree());
      } else {
        walk.addTree(new EmptyTreeIterator());
      }
      walk.addTree(to.getTree());
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        var path = new RepositoryPath(walk.getPathString());
        if (isWanted(path)) {
          var before = entry(walk, 0);
          var after = entry(walk, 1);
          changes.put(path, now -> takenBack(writing, path, before, after, now));
        }
      }
    }
    return changes;
  }

  private Optional<ObjectId> from(RevCommit to) {
    if (revert.from().isPresent()) {
      return revert.from().map(ObjectIds::of);
    }
    return to.getParentCount() == 0 ? Optional.empty() : Optional.of(to.getParent(0).getId());
  }

  private boolean isWanted(RepositoryPath path) {
    return revert.paths().isEmpty()
        || revert.paths().stream().anyMatch(wanted -> wanted.contains(path));
  }

  private static Optional<TreeEditor.Entry> entry(TreeWalk walk, int tree) {
    return walk.getRawMode(tree) == 0
        ? Optional.empty()
        : Optional.of(new TreeEditor.Entry(walk.getFileMode(tree), walk.getObjectId(tree)));
  }

  private Optional<TreeEditor.Entry> takenBack(
      Writing writing,
      RepositoryPath path,
      Optional<TreeEditor.Entry> before,
      Optional<TreeEditor.Entry> after,
      Optional<TreeEditor.Entry> now)
      throws IOException {
    if (now.equals(after) || now.equals(before)) {
      return before;
    }
    if (before.isEmpty() || after.isEmpty() || now.isEmpty()) {
      throw GitProblems.conflict(url, path);
    }
    var merged =
        merge(
            path,
            writing.content(after.get().id(), path),
            writing.content(now.get().id(), path),
            writing.content(before.get().id(), path));
    return Optional.of(new TreeEditor.Entry(now.get().mode(), writing.blob(merged)));
  }

  private byte[] merge(RepositoryPath path, byte[] base, byte[] ours, byte[] theirs)
      throws IOException {
    if (RawText.isBinary(base) || RawText.isBinary(ours) || RawText.isBinary(theirs)) {
      throw GitProblems.conflict(url, path);
    }
    var result =
        new MergeAlgorithm()
            .merge(
                RawTextComparator.DEFAULT,
                new RawText(base),
                new RawText(ours),
                new RawText(theirs));
    if (result.containsConflicts()) {
      throw GitProblems.conflict(url, path);
    }
    var out = new ByteArrayOutputStream();
    new MergeFormatter()
        .formatMerge(out, result, List.of("base", "ours", "theirs"), StandardCharsets.UTF_8);
    return out.toByteArray();
  }
}
