package io.openluffy.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/**
 * Which branch a repository shows first. In a mirror HEAD points nowhere on purpose, so that each
 * fetch asks for the remote's; what it said is kept in a ref of our own.
 */
final class DefaultBranch {
  static final String REMEMBERED = "refs/openluffy/head";
  static final String NOWHERE = "refs/openluffy/nowhere";

  private final Repository repository;

  DefaultBranch(Repository repository) {
    this.repository = repository;
  }

  String name() throws IOException {
    var known = target(REMEMBERED).or(() -> target(Constants.HEAD));
    if (known.isPresent()) {
      return known.get();
    }
    for (var usual : new String[] {"main", "master"}) {
      if (repository.exactRef(Constants.R_HEADS + usual) != null) {
        return usual;
      }
    }
    return "main";
  }

  private Optional<String> target(String ref) {
    try {
      var found = repository.exactRef(ref);
      if (found == null || !found.isSymbolic()) {
        return Optional.empty();
      }
      var name = found.getTarget().getName();
      return name.startsWith(Constants.R_HEADS)
          ? Optional.of(name.substring(Constants.R_HEADS.length()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void remember(String branch) throws IOException {
    link(REMEMBERED, Constants.R_HEADS + branch);
  }

  void forgetHead() throws IOException {
    link(Constants.HEAD, NOWHERE);
  }

  private void link(String ref, String target) throws IOException {
    var update = repository.updateRef(ref, true);
    update.disableRefLog();
    var result = update.link(target);
    if (result != RefUpdate.Result.NO_CHANGE
        && result != RefUpdate.Result.FORCED
        && result != RefUpdate.Result.NEW) {
      throw new IOException("can't write " + ref + ": " + result);
    }
  }
}
