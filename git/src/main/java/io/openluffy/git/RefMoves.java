package io.openluffy.git;

import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Moves a branch by compare-and-swap. */
final class RefMoves {
  private RefMoves() {}

  /** False: the branch was not where it was expected. */
  static boolean move(Repository repository, String branch, ObjectId expected, ObjectId next)
      throws IOException {
    var update = repository.updateRef(Constants.R_HEADS + branch);
    update.setExpectedOldObjectId(expected);
    update.setNewObjectId(next);
    update.setForceUpdate(true);
    update.setRefLogMessage("openluffy", false);
    var result = update.update();
    return switch (result) {
      case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> true;
      case LOCK_FAILURE, REJECTED -> false;
      default -> throw new IOException("can't move " + branch + ": " + result);
    };
  }
}
