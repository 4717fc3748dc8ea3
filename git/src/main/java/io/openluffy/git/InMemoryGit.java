package io.openluffy.git;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGeneratorFactory;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/**
 * Git with the rules of {@link JGitClient} over repositories in memory. A repository that nobody
 * heard of is empty, and its default branch is {@code main}.
 */
public final class InMemoryGit implements Git {
  private final Map<RepositoryUrl, Held> repositories;
  private final Map<RepositoryUrl, RuntimeException> failures;
  private final Map<CommitId, RuntimeException> unlisted = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final JGitClient client;

  private record Held(Repository repository, ReentrantLock lock) {}

  public InMemoryGit(InstantSource clock) {
    this(clock, BranchMoves.UNHEARD);
  }

  public InMemoryGit(InstantSource clock, BranchMoves moves) {
    this(clock, moves, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  private InMemoryGit(
      InstantSource clock,
      BranchMoves moves,
      Map<RepositoryUrl, Held> repositories,
      Map<RepositoryUrl, RuntimeException> failures) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    this.clock = clock;
    this.repositories = repositories;
    this.failures = failures;
    this.client = new JGitClient(new Memory(), GitSettings.DEFAULTS, moves, clock, random);
  }

  /** The same repositories as somebody else writes to them: nobody is told of what moves. */
  public InMemoryGit quietly() {
    return new InMemoryGit(clock, BranchMoves.UNHEARD, repositories, failures);
  }

  /** Commits files with these texts on a branch, as a person would have pushed them. */
  public Commit commitFiles(
      RepositoryUrl url, String branch, Author author, String message, Map<String, String> files) {
    var edits =
        files.entrySet().stream()
            .map(file -> FileEdit.write(new RepositoryPath(file.getKey()), file.getValue()))
            .toList();
    return edit(url, new Edit(branch, author, message, Map.of(), edits));
  }

  /** Points a branch or a full ref such as {@code refs/tags/v1} at a commit, wherever it was. */
  public void point(RepositoryUrl url, String branchOrRef, CommitId at) {
    change(url, fullName(branchOrRef), update -> update.setNewObjectId(ObjectIds.of(at)), false);
  }

  public void deleteBranch(RepositoryUrl url, String branch) {
    change(url, fullName(branch), update -> {}, true);
  }

  /** From now on everything about the repository fails so, until {@link #recover}. */
  public void fail(RepositoryUrl url, RuntimeException failure) {
    failures.put(url, failure);
  }

  /** The folders of this commit can't be listed, as when somebody forged a name in its tree. */
  public void failListing(CommitId commit, RuntimeException failure) {
    unlisted.put(commit, failure);
  }

  public void recover(RepositoryUrl url) {
    failures.remove(url);
  }

  private static String fullName(String branchOrRef) {
    return branchOrRef.startsWith("refs/") ? branchOrRef : Constants.R_HEADS + branchOrRef;
  }

  private void change(
      RepositoryUrl url, String ref, java.util.function.Consumer<RefUpdate> how, boolean delete) {
    try {
      var update = held(url).repository().updateRef(ref);
      update.setForceUpdate(true);
      how.accept(update);
      var result = delete ? update.delete() : update.update();
      if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.REJECTED) {
        throw new IllegalStateException(ref + ": " + result);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Held held(RepositoryUrl url) {
    return repositories.computeIfAbsent(
        url,
        u -> {
          var memory = new InMemoryRepository(new DfsRepositoryDescription(u.value()));
          try {
            memory.updateRef(Constants.HEAD).link(Constants.R_HEADS + "main");
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          return new Held(memory, new ReentrantLock());
        });
  }

  private final class Memory implements Mirrors {
    @Override
    public void fetch(RepositoryUrl url) {
      var failure = failures.get(url);
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public <R> R read(RepositoryUrl url, Work<R> work) {
      fetch(url);
      try {
        return work.on(held(url).repository());
      } catch (IOException e) {
        throw GitProblems.storage(url, e);
      }
    }

    @Override
    public <R> R alone(RepositoryUrl url, Work<R> work) {
      var lock = held(url).lock();
      lock.lock();
      try {
        return read(url, work);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public boolean move(
        RepositoryUrl url, Repository copy, String branch, ObjectId expected, ObjectId next)
        throws IOException {
      return RefMoves.move(copy, branch, expected, next);
    }
  }

  @Override
  public void fetch(RepositoryUrl url) {
    client.fetch(url);
  }

  @Override
  public SortedMap<String, CommitId> branches(RepositoryUrl url) {
    return client.branches(url);
  }

  @Override
  public String defaultBranch(RepositoryUrl url) {
    return client.defaultBranch(url);
  }

  @Override
  public Optional<CommitId> resolve(RepositoryUrl url, String revision) {
    return client.resolve(url, revision);
  }

  @Override
  public Commit commit(RepositoryUrl url, CommitId id) {
    return client.commit(url, id);
  }

  @Override
  public List<Commit> log(
      RepositoryUrl url,
      Optional<CommitId> fromExclusive,
      CommitId to,
      Optional<RepositoryPath> path,
      int limit) {
    return client.log(url, fromExclusive, to, path, limit);
  }

  @Override
  public boolean isAncestor(RepositoryUrl url, CommitId older, CommitId newer) {
    return client.isAncestor(url, older, newer);
  }

  @Override
  public Optional<TreeId> treeId(RepositoryUrl url, CommitId commit, RepositoryPath path) {
    return client.treeId(url, commit, path);
  }

  @Override
  public Optional<byte[]> file(RepositoryUrl url, CommitId commit, RepositoryPath path) {
    return client.file(url, commit, path);
  }

  @Override
  public List<TreeFile> files(RepositoryUrl url, CommitId commit, RepositoryPath directory) {
    var failure = unlisted.get(commit);
    if (failure != null) {
      throw failure;
    }
    return client.files(url, commit, directory);
  }

  @Override
  public void export(RepositoryUrl url, CommitId commit, RepositoryPath directory, Path into) {
    client.export(url, commit, directory, into);
  }

  @Override
  public ContentId contentId(RepositoryUrl url, CommitId commit, List<RepositoryPath> leftOut) {
    return client.contentId(url, commit, leftOut);
  }

  @Override
  public Commit edit(RepositoryUrl url, Edit edit) {
    return client.edit(url, edit);
  }

  @Override
  public Commit revert(RepositoryUrl url, Revert revert) {
    return client.revert(url, revert);
  }

  @Override
  public Commit merge(RepositoryUrl url, Merge merge) {
    return client.merge(url, merge);
  }

  @Override
  public Optional<Commit> findByTrailer(
      RepositoryUrl url, String branch, String trailer, String value, int depth) {
    return client.findByTrailer(url, branch, trailer, value, depth);
  }
}
