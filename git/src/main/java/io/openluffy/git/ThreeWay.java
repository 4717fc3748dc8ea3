package io.openluffy.git;

import io.openluffy.kernel.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Brings the changes between two trees onto a third: a merge from what both began with, a revert
 * from what is taken back to what was before it.
 */
final class ThreeWay {
  private final Function<RepositoryPath, ProblemException> conflict;
  private final List<RepositoryPath> paths;

  private ThreeWay(
      Function<RepositoryPath, ProblemException> conflict, List<RepositoryPath> paths) {
    this.conflict = conflict;
    this.paths = paths;
  }

  static CommitWriter.ChangesOf reverting(RepositoryUrl url, Revert revert) {
    var way = new ThreeWay(path -> GitProblems.changedSince(url, path), revert.paths());
    return (repository, writing) -> {
      try (var commits = new RevWalk(repository)) {
        var to = commits.parseCommit(ObjectIds.of(revert.to()));
        return way.changes(repository, writing, tree(to), before(commits, revert, to));
      }
    };
  }

  static CommitWriter.ChangesOf merging(RepositoryUrl url, Merge merge) {
    var way = new ThreeWay(path -> GitProblems.changedTwice(url, path), List.of());
    return (repository, writing) -> {
      try (var commits = new RevWalk(repository)) {
        var ours = repository.exactRef(Constants.R_HEADS + merge.branch());
        if (ours == null) {
          throw GitProblems.unknownRevision(url, merge.branch());
        }
        var theirs = commits.parseCommit(ObjectIds.of(merge.commit()));
        var base = base(commits, commits.parseCommit(ours.getObjectId()), theirs);
        return way.changes(repository, writing, base, tree(theirs));
      }
    };
  }

  private static Optional<ObjectId> before(RevWalk commits, Revert revert, RevCommit to)
      throws IOException {
    if (revert.from().isPresent()) {
      return tree(commits.parseCommit(ObjectIds.of(revert.from().get())));
    }
    return to.getParentCount() == 0
        ? Optional.empty()
        : tree(commits.parseCommit(to.getParent(0).getId()));
  }

  /** The tree of the best commit that both know; none if they began apart. */
  private static Optional<ObjectId> base(RevWalk commits, RevCommit ours, RevCommit theirs)
      throws IOException {
    commits.setRevFilter(RevFilter.MERGE_BASE);
    commits.markStart(ours);
    commits.markStart(theirs);
    var base = commits.next();
    return base == null ? Optional.empty() : tree(base);
  }

  private static Optional<ObjectId> tree(RevCommit commit) {
    return Optional.of(commit.getTree().getId());
  }

  private Map<RepositoryPath, TreeEditor.Change> changes(
      Repository repository, Writing writing, Optional<ObjectId> from, Optional<ObjectId> to)
      throws IOException {
    var changes = new LinkedHashMap<RepositoryPath, TreeEditor.Change>();
    try (var walk = new TreeWalk(repository)) {
      add(walk, from);
      add(walk, to);
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        var path = new RepositoryPath(walk.getPathString());
        if (isWanted(path)) {
          var base = entry(walk, 0);
          var theirs = entry(walk, 1);
          changes.put(path, ours -> changed(writing, path, base, ours, theirs));
        }
      }
    }
    return changes;
  }

  private static void add(TreeWalk walk, Optional<ObjectId> tree) throws IOException {
    if (tree.isPresent()) {
      walk.addTree(tree.get());
    } else {
      walk.addTree(new EmptyTreeIterator());
    }
  }

  private boolean isWanted(RepositoryPath path) {
    return paths.isEmpty() || paths.stream().anyMatch(wanted -> wanted.contains(path));
  }

  private static Optional<TreeEditor.Entry> entry(TreeWalk walk, int tree) {
    return walk.getRawMode(tree) == 0
        ? Optional.empty()
        : Optional.of(new TreeEditor.Entry(walk.getFileMode(tree), walk.getObjectId(tree)));
  }

  private Optional<TreeEditor.Entry> changed(
      Writing writing,
      RepositoryPath path,
      Optional<TreeEditor.Entry> base,
      Optional<TreeEditor.Entry> ours,
      Optional<TreeEditor.Entry> theirs)
      throws IOException {
    if (ours.equals(base) || ours.equals(theirs)) {
      return theirs;
    }
    if (base.isEmpty() || ours.isEmpty() || theirs.isEmpty()) {
      throw conflict.apply(path);
    }
    var merged =
        merge(
            path,
            writing.content(base.get().id(), path),
            writing.content(ours.get().id(), path),
            writing.content(theirs.get().id(), path));
    return Optional.of(new TreeEditor.Entry(ours.get().mode(), writing.blob(merged)));
  }

  private byte[] merge(RepositoryPath path, byte[] base, byte[] ours, byte[] theirs)
      throws IOException {
    if (RawText.isBinary(base) || RawText.isBinary(ours) || RawText.isBinary(theirs)) {
      throw conflict.apply(path);
    }
    var result =
        new MergeAlgorithm()
            .merge(
                RawTextComparator.DEFAULT,
                new RawText(base),
                new RawText(ours),
                new RawText(theirs));
    if (result.containsConflicts()) {
      throw conflict.apply(path);
    }
    var out = new ByteArrayOutputStream();
    new MergeFormatter()
        .formatMerge(out, result, List.of("base", "ours", "theirs"), StandardCharsets.UTF_8);
    return out.toByteArray();
  }
}
