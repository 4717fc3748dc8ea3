package io.openluffy.git;

/** The key of a branch of a repository. */
final class BranchLine {
  private BranchLine() {}

  static String of(RepositoryUrl url, String branch) {
    return url + "#" + branch;
  }
}
