package io.openluffy.git;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Reads revisions and writes commits, without work trees.
 *
 * <p>Everything is answered from the last {@link #fetch}; the first question about a repository
 * fetches it, and so does one about a commit that is not there yet. Repositories of our own server
 * are always current. All methods may throw {@link io.openluffy.kernel.ProblemException}: {@code
 * git.unreachable}, {@code git.auth-refused}, {@code git.not-found}, {@code git.timed-out}, {@code
 * git.too-large}, {@code git.unknown-revision}, {@code git.conflict}, {@code git.bad-path}, {@code
 * git.storage}.
 */
public interface Git {
  /** Brings our copy up to date. Callers at the same time share one fetch. */
  void fetch(RepositoryUrl url);

  /** The heads by short name, such as {@code main}. */
  SortedMap<String, CommitId> branches(RepositoryUrl url);

  String defaultBranch(RepositoryUrl url);

  /**
   * @param revision {@code HEAD} or empty, a branch, a tag (its commit), a full ref, a range of
   *     versions over the tags ({@code 1.2.*}, {@code ^1.2}, {@code ~1.2}, {@code >=1.0 <2.0}: the
   *     highest that fits), a commit id or its first digits (4 or more)
   */
  Optional<CommitId> resolve(RepositoryUrl url, String revision);

  Commit commit(RepositoryUrl url, CommitId id);

  /**
   * Newest first.
   *
   * @param fromExclusive this commit and what it knows is left out
   * @param path only commits that changed something in or below it
   */
  List<Commit> log(
      RepositoryUrl url,
      Optional<CommitId> fromExclusive,
      CommitId to,
      Optional<RepositoryPath> path,
      int limit);

  /** Whether the newer commit knows the older one; a commit knows itself. */
  boolean isAncestor(RepositoryUrl url, CommitId older, CommitId newer);

  /** Empty if there is no folder at the path. */
  Optional<TreeId> treeId(RepositoryUrl url, CommitId commit, RepositoryPath path);

  /** The content of a file; empty if there is none. A link is not followed. */
  Optional<byte[]> file(RepositoryUrl url, CommitId commit, RepositoryPath path);

  /** All files in and below a folder, by path; submodules are left out. */
  List<TreeFile> files(RepositoryUrl url, CommitId commit, RepositoryPath directory);

  /**
   * Writes a folder to disk. {@code into} becomes that folder; it must be empty or not exist yet.
   * Links that would lead out of it are refused.
   */
  void export(RepositoryUrl url, CommitId commit, RepositoryPath directory, Path into);

  ContentId contentId(RepositoryUrl url, CommitId commit, List<RepositoryPath> leftOut);

  /**
   * Commits on top of the branch by compare-and-swap: a lost race is read, applied and tried again;
   * never forced, never merged. An edit that changes nothing answers the head of the branch. A
   * branch that does not exist yet is made, from the default branch if there is one.
   */
  Commit edit(RepositoryUrl url, Edit edit);

  /** As {@link #edit}; {@code git.conflict} if a file was changed again since. */
  Commit revert(RepositoryUrl url, Revert revert);

  /**
   * As {@code git merge --no-ff}: {@code git.conflict} if both sides changed the same lines. What
   * the branch knows already answers its head.
   */
  Commit merge(RepositoryUrl url, Merge merge);

  /** The newest of the last {@code depth} commits of the branch with this trailer. */
  Optional<Commit> findByTrailer(
      RepositoryUrl url, String branch, String trailer, String value, int depth);
}
