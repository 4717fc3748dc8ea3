package io.openluffy.promotion;

import java.util.Optional;

/**
 * What somebody asks for.
 *
 * @param alsoInGit whether git is to say so, too; else the Application stays pinned, and git as it
 *     is
 * @param forcedBecause why it is to be done although a release on the way can't be taken back
 */
public record RollbackOrder(
    RollbackTarget target, boolean alsoInGit, Optional<String> forcedBecause) {

  public static RollbackOrder to(RollbackTarget target) {
    return new RollbackOrder(target, true, Optional.empty());
  }
}
