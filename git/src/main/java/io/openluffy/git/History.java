package io.openluffy.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The commits of a repository and who knows whom. */
final class History {
  private final Repository repository;

  History(Repository repository) {
    this.repository = repository;
  }

  boolean has(CommitId id) throws IOException {
    return find(id).isPresent();
  }

  Optional<Commit> find(CommitId id) throws IOException {
    try (var walk = new RevWalk(repository)) {
      return Optional.of(commit(walk.parseCommit(ObjectIds.of(id))));
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Optional.empty();
    }
  }

  static Commit commit(RevCommit found) {
    var message = found.getFullMessage();
    var author = found.getAuthorIdent();
    var parents = new ArrayList<CommitId>();
    for (var parent : found.getParents()) {
      parents.add(ObjectIds.commit(parent));
    }
    return new Commit(
        ObjectIds.commit(found),
        parents,
        ObjectIds.tree(found.getTree()),
        new Author(author.getName(), author.getEmailAddress()),
        found.getCommitterIdent().getWhenAsInstant(),
        message,
        TrailerRules.parse(message));
  }

  List<Commit> log(
      Optional<CommitId> fromExclusive, CommitId to, Optional<RepositoryPath> path, int limit)
      throws IOException {
    try (var walk = new RevWalk(repository)) {
      walk.sort(RevSort.COMMIT_TIME_DESC);
      walk.sort(RevSort.TOPO, true);
      walk.markStart(walk.parseCommit(ObjectIds.of(to)));
      if (fromExclusive.isPresent()) {
        walk.markUninteresting(walk.parseCommit(ObjectIds.of(fromExclusive.get())));
      }
      if (path.isPresent() && !path.get().isRoot()) {
        walk.setTreeFilter(
            AndTreeFilter.create(
                PathFilterGroup.createFromStrings(path.get().value()), TreeFilter.ANY_DIFF));
        walk.setRewriteParents(false);
      }
      var commits = new ArrayList<Commit>();
      for (var found = walk.next(); found != null && commits.size() < limit; found = walk.next()) {
        commits.add(commit(found));
      }
      return List.copyOf(commits);
    }
  }

  boolean isAncestor(CommitId older, CommitId newer) throws IOException {
    try (var walk = new RevWalk(repository)) {
      return walk.isMergedInto(
          walk.parseCommit(ObjectIds.of(older)), walk.parseCommit(ObjectIds.of(newer)));
    }
  }

  Optional<Commit> findByTrailer(CommitId head, String trailer, String value, int depth)
      throws IOException {
    try (var walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(ObjectIds.of(head)));
      var seen = 0;
      for (var found = walk.next(); found != null && seen < depth; found = walk.next()) {
        if (value.equals(TrailerRules.parse(found.getFullMessage()).get(trailer))) {
          return Optional.of(commit(found));
        }
        seen++;
      }
      return Optional.empty();
    }
  }
}
