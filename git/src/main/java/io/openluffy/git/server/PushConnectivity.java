package io.openluffy.git.server;

import java.io.IOException;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.transport.connectivity.FullConnectivityChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.ConnectivityChecker;
import org.eclipse.jgit.transport.ReceiveCommand;

/** All that the refs will lead to is there: known from what came, or else found by walking. */
record PushConnectivity(PushedObjects objects) implements ConnectivityChecker {
  @Override
  public void checkConnectivity(
      ConnectivityCheckInfo push, Set<ObjectId> haves, ProgressMonitor progress)
      throws IOException {
    // JGit's walk takes a folder for a file without looking.
    var mistaken = objects.mistaken();
    if (mistaken.isPresent()) {
      throw new CorruptObjectException(
          mistaken.get(), "it is not of the type that it is taken for");
    }
    var tips =
        push.getCommands().stream()
            .filter(command -> command.getType() != ReceiveCommand.Type.DELETE)
            .map(ReceiveCommand::getNewId)
            .filter(tip -> !haves.contains(tip))
            .toList();
    if (!objects.holdAll(tips)) {
      new FullConnectivityChecker().checkConnectivity(push, haves, progress);
    }
  }
}
