package io.openluffy.release.intake;

import io.openluffy.git.Pushes;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.store.Store;
import io.openluffy.release.PushOutcome;
import io.openluffy.release.PushOutcome.Verdict;
import io.openluffy.release.ReleaseId;
import java.util.function.Consumer;

/** Takes the waiting pushes of a repository, one after the other, in their order. */
final class PushReconciler implements Reconciler<RepositoryUrl> {
  private final Store store;
  private final Pushes pushes;
  private final PushIntake intake;
  private final Consumer<ReleaseId> released;

  PushReconciler(Store store, Pushes pushes, PushIntake intake, Consumer<ReleaseId> released) {
    this.store = store;
    this.pushes = pushes;
    this.intake = intake;
    this.released = released;
  }

  @Override
  public Outcome reconcile(RepositoryUrl repository) {
    var waiting =
        store.read(pushes::waiting).stream()
            .filter(push -> push.repository().equals(repository))
            .toList();
    for (var push : waiting) {
      var outcome = intake.take(push);
      if (outcome.isEmpty()) {
        return Outcome.waiting("NotConnected", "The repository is connected to no project.");
      }
      releases(outcome.get());
    }
    return Outcome.done();
  }

  private void releases(PushOutcome outcome) {
    if (outcome.verdict() instanceof Verdict.Released accepted) {
      accepted.releases().forEach(released);
    }
  }
}
