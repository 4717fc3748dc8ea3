package io.openluffy.git;

import io.openluffy.kernel.secret.SecretStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/** Git on JGit, over mirrors that say where a repository is. */
public final class JGitClient implements Git {
  private final Mirrors mirrors;
  private final GitSettings settings;
  private final CommitWriter writer;

  JGitClient(
      Mirrors mirrors,
      GitSettings settings,
      BranchMoves moves,
      InstantSource clock,
      RandomGenerator random) {
    this.mirrors = mirrors;
    this.settings = settings;
    this.writer = new CommitWriter(mirrors, settings, moves, clock, random);
  }

  /**
   * @param home mirrors lie in {@code mirrors/} there
   * @param locator which repositories are our own server's
   */
  public static JGitClient onDisk(
      Path home,
      OpenRepositories open,
      RepositoryLocator locator,
      SecretStore secrets,
      GitSettings settings,
      BranchMoves moves,
      InstantSource clock,
      RandomGenerator random) {
    var remote = new Remote(secrets, settings, clock);
    return new JGitClient(
        new DiskMirrors(home, open, locator, remote), settings, moves, clock, random);
  }

  @Override
  public void fetch(RepositoryUrl url) {
    mirrors.fetch(url);
  }

  @Override
  public SortedMap<String, CommitId> branches(RepositoryUrl url) {
    return mirrors.read(url, JGitClient::branches);
  }

  static SortedMap<String, CommitId> branches(Repository repository) throws IOException {
    var branches = new TreeMap<String, CommitId>();
    for (var ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
      if (ref.getObjectId() != null) {
        branches.put(
            ref.getName().substring(Constants.R_HEADS.length()),
            ObjectIds.commit(ref.getObjectId()));
      }
    }
    return Collections.unmodifiableSortedMap(branches);
  }

  @Override
  public String defaultBranch(RepositoryUrl url) {
    return mirrors.read(url, repository -> new DefaultBranch(repository).name());
  }

  @Override
  public Optional<CommitId> resolve(RepositoryUrl url, String revision) {
    Optional<CommitId> found =
        mirrors.read(url, repository -> new RevisionResolver(repository).resolve(revision));
    if (found.isPresent() || !HexRules.is(revision, 40)) {
      return found;
    }
    mirrors.fetch(url);
    return mirrors.read(url, repository -> new RevisionResolver(repository).resolve(revision));
  }

  @Override
  public Commit commit(RepositoryUrl url, CommitId id) {
    require(url, id);
    return mirrors.read(url, repository -> new History(repository).find(id)).orElseThrow();
  }

  /** A commit that was just heard of may not be here yet. */
  private void require(RepositoryUrl url, CommitId id) {
    Mirrors.Work<Boolean> has = repository -> new History(repository).has(id);
    if (!mirrors.read(url, has)) {
      mirrors.fetch(url);
      if (!mirrors.read(url, has)) {
        throw GitProblems.unknownRevision(url, id.hex());
      }
    }
  }

  @Override
  public List<Commit> log(
      RepositoryUrl url,
      Optional<CommitId> fromExclusive,
      CommitId to,
      Optional<RepositoryPath> path,
      int limit) {
    require(url, to);
    fromExclusive.ifPresent(from -> require(url, from));
    return mirrors.read(
        url, repository -> new History(repository).log(fromExclusive, to, path, limit));
  }

  @Override
  public boolean isAncestor(RepositoryUrl url, CommitId older, CommitId newer) {
    require(url, older);
    require(url, newer);
    return mirrors.read(url, repository -> new History(repository).isAncestor(older, newer));
  }

  @Override
  public Optional<TreeId> treeId(RepositoryUrl url, CommitId commit, RepositoryPath path) {
    require(url, commit);
    return mirrors.read(url, repository -> trees(repository).treeId(commit, path));
  }

  @Override
  public Optional<byte[]> file(RepositoryUrl url, CommitId commit, RepositoryPath path) {
    require(url, commit);
    return mirrors.read(url, repository -> trees(repository).file(commit, path));
  }

  @Override
  public List<TreeFile> files(RepositoryUrl url, CommitId commit, RepositoryPath directory) {
    require(url, commit);
    return mirrors.read(url, repository -> trees(repository).files(commit, directory));
  }

  private TreeReader trees(Repository repository) {
    return new TreeReader(repository, settings);
  }

  @Override
  public void export(RepositoryUrl url, CommitId commit, RepositoryPath directory, Path into) {
    require(url, commit);
    if (treeId(url, commit, directory).isEmpty()) {
      throw GitProblems.badPath(
          directory, "There is no such folder in commit " + commit.abbreviated() + ".");
    }
    mirrors.read(
        url,
        repository -> {
          var files = trees(repository).files(commit, directory);
          new TreeExport(repository, settings)
              .write(files, directory, into.toAbsolutePath().normalize());
          return files.size();
        });
  }

  @Override
  public ContentId contentId(RepositoryUrl url, CommitId commit, List<RepositoryPath> leftOut) {
    require(url, commit);
    return mirrors.read(
        url, repository -> new ContentIds(repository, leftOut).of(trees(repository).root(commit)));
  }

  @Override
  public Commit edit(RepositoryUrl url, Edit edit) {
    return write(
        url,
        new CommitWriter.Draft(
            edit.branch(),
            edit.author(),
            edit.message(),
            edit.trailers(),
            Optional.empty(),
            CommitWriter.changes(edit.files())));
  }

  @Override
  public Commit revert(RepositoryUrl url, Revert revert) {
    require(url, revert.to());
    revert.from().ifPresent(from -> require(url, from));
    return write(
        url,
        new CommitWriter.Draft(
            revert.branch(),
            revert.author(),
            revert.message(),
            revert.trailers(),
            Optional.empty(),
            ThreeWay.reverting(url, revert)));
  }

  @Override
  public Commit merge(RepositoryUrl url, Merge merge) {
    require(url, merge.commit());
    return write(
        url,
        new CommitWriter.Draft(
            merge.branch(),
            merge.author(),
            merge.message(),
            Map.of(),
            Optional.of(merge.commit()),
            ThreeWay.merging(url, merge)));
  }

  private Commit write(RepositoryUrl url, CommitWriter.Draft draft) {
    try {
      return writer.write(url, draft);
    } catch (UncheckedIOException e) {
      throw GitProblems.storage(url, e);
    }
  }

  @Override
  public Optional<Commit> findByTrailer(
      RepositoryUrl url, String branch, String trailer, String value, int depth) {
    var head = Optional.ofNullable(branches(url).get(branch));
    return head.isEmpty()
        ? Optional.empty()
        : mirrors.read(
            url,
            repository -> new History(repository).findByTrailer(head.get(), trailer, value, depth));
  }
}
