package io.openluffy.promotion;

import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.Releases;

/** Sends a release that has its images on its way: into the first environment of its pipeline. */
public final class ReleaseReconciler implements Reconciler<ReleaseId> {
  private final PromotionLedger ledger;
  private final EnvironmentBindings bindings;
  private final Releases releases;

  public ReleaseReconciler(
      PromotionLedger ledger, EnvironmentBindings bindings, Releases releases) {
    this.ledger = ledger;
    this.bindings = bindings;
    this.releases = releases;
  }

  @Override
  public Outcome reconcile(ReleaseId id) {
    releases
        .find(id)
        .filter(Release::isReady)
        .filter(release -> !release.pipeline().environments().isEmpty())
        .ifPresent(this::send);
    return Outcome.over();
  }

  private void send(Release release) {
    var first = release.pipeline().environments().getFirst();
    var place = new EnvironmentKey(release.project(), first);
    var event = Arrivals.byPipeline(release, place, bindings, ledger.clock().instant());
    ledger
        .store()
        .update(
            Actor.OPENLUFFY,
            transaction -> {
              if (PromotionLedger.of(transaction, release.id()).isEmpty()
                  && BadMarks.of(transaction, release).isEmpty()) {
                ledger.queue(transaction, event);
              }
            });
    FaultPoints.at("promotion.queued");
  }
}
