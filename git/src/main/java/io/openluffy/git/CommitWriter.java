package io.openluffy.git;

import io.openluffy.kernel.journal.Actor;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Commits on a branch by compare-and-swap, and begins anew when somebody else was faster. */
final class CommitWriter {
  /**
   * What shall be committed; the changes are asked for anew on each attempt.
   *
   * @param merged becomes the second parent
   */
  record Draft(
      String branch,
      Author author,
      String message,
      Map<String, String> trailers,
      Optional<CommitId> merged,
      ChangesOf changes) {}

  /** The changes against a head; without a head the branch will be the first. */
  @FunctionalInterface
  interface ChangesOf {
    Map<RepositoryPath, TreeEditor.Change> on(Repository repository, Writing writing)
        throws IOException;
  }

  private final Mirrors mirrors;
  private final GitSettings settings;
  private final BranchMoves moves;
  private final InstantSource clock;
  private final RandomGenerator random;

  CommitWriter(
      Mirrors mirrors,
      GitSettings settings,
      BranchMoves moves,
      InstantSource clock,
      RandomGenerator random) {
    this.mirrors = mirrors;
    this.settings = settings;
    this.moves = moves;
    this.clock = clock;
    this.random = random;
  }

  Commit write(RepositoryUrl url, Draft draft) {
    requireBranch(url, draft.branch());
    for (var attempt = 1; attempt <= settings.attempts(); attempt++) {
      mirrors.fetch(url);
      Optional<Commit> written = mirrors.alone(url, repository -> attempt(url, repository, draft));
      if (written.isPresent()) {
        return written.get();
      }
      pause(attempt);
    }
    throw GitProblems.raceLost(url, draft.branch(), settings.attempts());
  }

  private static void requireBranch(RepositoryUrl url, String branch) {
    if (!Repository.isValidRefName(Constants.R_HEADS + branch)) {
      throw GitProblems.unknownRevision(url, branch);
    }
  }

  private Optional<Commit> attempt(RepositoryUrl url, Repository repository, Draft draft)
      throws IOException {
    var head = head(repository, draft.branch());
    var base = head.or(() -> headOfDefault(repository));
    try (var writing = new Writing(repository, settings)) {
      var tree =
          base.isPresent() ? Optional.of(writing.tree(base.get())) : Optional.<ObjectId>empty();
      var edited = writing.edit(tree, draft.changes().on(repository, writing));
      if (tree.isPresent() && edited.equals(tree.get()) && knows(repository, base, draft)) {
        return head.isPresent()
            ? head.map(id -> found(repository, id))
            : moved(url, repository, draft, head, base.orElseThrow());
      }
      var commit = writing.insert(commit(draft, base, edited));
      writing.flush();
      return moved(url, repository, draft, head, commit);
    }
  }

  private Optional<Commit> moved(
      RepositoryUrl url,
      Repository repository,
      Draft draft,
      Optional<ObjectId> head,
      ObjectId commit)
      throws IOException {
    var expected = head.orElse(ObjectId.zeroId());
    if (!mirrors.move(url, repository, draft.branch(), expected, commit)) {
      return Optional.empty();
    }
    moves.moved(
        url,
        draft.branch(),
        head.map(ObjectIds::commit),
        ObjectIds.commit(commit),
        Actor.OPENLUFFY);
    return Optional.of(found(repository, commit));
  }

  private CommitBuilder commit(Draft draft, Optional<ObjectId> parent, ObjectId tree) {
    var author =
        new PersonIdent(
            draft.author().name(), draft.author().email(), clock.instant(), ZoneOffset.UTC);
    var builder = new CommitBuilder();
    builder.setTreeId(tree);
    Stream.concat(parent.stream(), draft.merged().map(ObjectIds::of).stream())
        .forEach(builder::addParentId);
    builder.setAuthor(author);
    builder.setCommitter(
        new PersonIdent(
            Author.OPENLUFFY.name(),
            Author.OPENLUFFY.email(),
            author.getWhenAsInstant(),
            ZoneOffset.UTC));
    builder.setMessage(TrailerRules.append(draft.message(), draft.trailers()));
    return builder;
  }

  /** Whether a branch has what shall be merged into it. */
  private static boolean knows(Repository repository, Optional<ObjectId> base, Draft draft)
      throws IOException {
    return draft.merged().isEmpty()
        || new History(repository)
            .isAncestor(draft.merged().get(), ObjectIds.commit(base.orElseThrow()));
  }

  private static Optional<ObjectId> head(Repository repository, String branch) throws IOException {
    var ref = repository.exactRef(Constants.R_HEADS + branch);
    return ref == null ? Optional.empty() : Optional.ofNullable(ref.getObjectId());
  }

  private static Optional<ObjectId> headOfDefault(Repository repository) {
    try {
      return head(repository, new DefaultBranch(repository).name());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Commit found(Repository repository, ObjectId id) {
    try (var walk = new RevWalk(repository)) {
      return History.commit(walk.parseCommit(id));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Grows with each lost race, so that many writers spread out. */
  private void pause(int attempt) {
    var longest = Math.min(1000, 5 << Math.min(attempt, 8));
    try {
      Thread.sleep(Duration.ofMillis(random.nextInt(1, longest)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while writing a commit", e);
    }
  }

  /** The changes of an edit: each file's function applied to what is there. */
  static ChangesOf changes(Iterable<FileEdit> files) {
    return (repository, writing) -> {
      var changes = new LinkedHashMap<RepositoryPath, TreeEditor.Change>();
      for (var file : files) {
        changes.merge(
            file.path(),
            before -> writing.apply(file, before),
            (first, second) -> before -> second.of(first.of(before)));
      }
      return changes;
    };
  }
}
