package io.openluffy.git;

import io.openluffy.kernel.store.Table;

/** Where a branch was when we last recorded a push of it. */
record BranchHead(RepositoryUrl repository, String branch, CommitId commit) {
  static final Table<BranchHead> TABLE =
      new Table<>(
          "branch_head", BranchHead.class, row -> BranchLine.of(row.repository(), row.branch()));
}
