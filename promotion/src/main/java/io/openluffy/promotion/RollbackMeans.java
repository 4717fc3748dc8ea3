package io.openluffy.promotion;

import io.openluffy.git.CommitId;
import java.util.Map;
import java.util.Optional;

/** How a rollback is done. */
public sealed interface RollbackMeans {

  /** A {@code git revert} of the values commit; the Application follows its branch as always. */
  record Revert(CommitId valuesCommit, String branch) implements RollbackMeans {}

  /**
   * The tags of an older release are written again, into git or the Application's parameters.
   *
   * @param tags by the name of the image
   */
  record Rewrite(Map<String, String> tags) implements RollbackMeans {
    public Rewrite {
      tags = Map.copyOf(tags);
    }
  }

  /**
   * The Application goes back to an entry of its history and is pinned there; git is not needed.
   *
   * @param inGit how git is made to say so as well, if that is asked for; empty where the tags are
   *     not known
   */
  record History(long id, Optional<RollbackMeans> inGit) implements RollbackMeans {}
}
