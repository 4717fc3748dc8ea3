package io.openluffy.git;

import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Our copies of repositories, and the way back to the originals. */
interface Mirrors {
  /** Work on an open repository. */
  @FunctionalInterface
  interface Work<R> {
    R on(Repository repository) throws IOException;
  }

  /** Brings the copy up to date; callers at the same time share one fetch. */
  void fetch(RepositoryUrl url);

  /** Fetches before the first reading of a repository. */
  <R> R read(RepositoryUrl url, Work<R> work);

  /** Work that nobody else's fetch or edit of this repository comes between. */
  <R> R alone(RepositoryUrl url, Work<R> work);

  /**
   * Moves a branch of the original, and of the copy; called inside {@link #alone}.
   *
   * @param expected zero: the branch must not exist
   * @return false: somebody else moved it, nothing was changed
   */
  boolean move(RepositoryUrl url, Repository copy, String branch, ObjectId expected, ObjectId next)
      throws IOException;
}
