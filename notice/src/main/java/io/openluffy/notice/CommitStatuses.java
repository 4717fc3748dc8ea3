package io.openluffy.notice;

import io.openluffy.git.CommitId;
import io.openluffy.kernel.store.Store;
import java.util.List;

/** Reads what is said next to a commit. */
public final class CommitStatuses {
  private final Store store;

  public CommitStatuses(Store store) {
    this.store = store;
  }

  public List<CommitStatus> of(CommitId commit) {
    return store.read(t -> t.list(NoticeTables.COMMIT_STATUS, "commit", commit.hex()));
  }
}
