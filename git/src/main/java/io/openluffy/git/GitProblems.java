package io.openluffy.git;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;

/** Every problem of this room that is not about reaching a remote. */
final class GitProblems {
  private GitProblems() {}

  static ProblemException unknownRevision(RepositoryUrl url, String revision) {
    return Problem.user(
            "git.unknown-revision",
            "There is no revision '" + UrlRules.withoutCredentials(revision) + "'.",
            Where.of(url.value()),
            "Check the name, and that it was pushed.")
        .asException();
  }

  static ProblemException tooLarge(Where where, String what, long limit) {
    return Problem.user(
            "git.too-large",
            what + " is larger than the limit of " + limit + ".",
            where,
            "Make it smaller, or raise the limit in the server's settings.")
        .asException();
  }

  static ProblemException badPath(RepositoryPath path, String message) {
    return Problem.user("git.bad-path", message, Where.of(path.value()), "").asException();
  }

  static ProblemException changedSince(RepositoryUrl url, RepositoryPath path) {
    return Problem.user(
            "git.conflict",
            "The file was changed again since, so the change can't be taken back by itself.",
            Where.of(url + " " + path),
            "Take it back by hand, or take back the later changes too.")
        .asException();
  }

  static ProblemException changedTwice(RepositoryUrl url, RepositoryPath path) {
    return Problem.user(
            "git.conflict",
            "Both sides changed the same lines of the file, so they can't be merged by themselves.",
            Where.of(url + " " + path),
            "Merge by hand and push the result.")
        .asException();
  }

  static ProblemException raceLost(RepositoryUrl url, String branch, int attempts) {
    return Problem.world(
            "git.race-lost",
            "Others moved the branch '" + branch + "' " + attempts + " times in a row.",
            Where.of(url.value()),
            "It is tried again by itself.")
        .asException();
  }

  static ProblemException storage(RepositoryUrl url, Exception cause) {
    return Problem.world(
            "git.storage",
            "The repository can't be read or written: " + RemoteProblems.rootMessage(cause),
            Where.of(url.value()),
            "Check the free space and the rights of the server's home folder.")
        .asException(cause);
  }
}
