package io.openluffy.playground.api.apply;

import io.openluffy.playground.api.apply.ManagedFields.Share;
import java.util.Comparator;
import java.util.Map;

/** Keeps the list of those who update short: the oldest become {@code ancient-changes}. */
final class OwnerLimit {
  private static final int MOST = 10;
  private static final String ANCIENT = "ancient-changes";

  private final String now;

  OwnerLimit(String now) {
    this.now = now;
  }

  ManagedFields cap(ManagedFields owners) {
    var updaters =
        owners.shares().entrySet().stream()
            .filter(e -> e.getKey().operation().equals(Owner.UPDATE))
            .sorted(Comparator.comparing((Map.Entry<Owner, Share> e) -> e.getValue().time()))
            .toList();
    var tooMany = updaters.size() - MOST;
    for (var entry : updaters) {
      if (tooMany <= 0) {
        break;
      }
      if (!entry.getKey().manager().equals(ANCIENT)) {
        var ancient = Owner.updating(ANCIENT, entry.getValue().apiVersion(), "");
        tooMany -= owners.of(ancient).isPresent() ? 1 : 0;
        fold(owners, entry.getKey(), entry.getValue(), ancient);
      }
    }
    return owners;
  }

  private void fold(ManagedFields owners, Owner owner, Share share, Owner ancient) {
    var before = owners.of(ancient);
    var fields = before.map(s -> s.fields().union(share.fields())).orElse(share.fields());
    owners.shares().remove(owner);
    owners.set(
        ancient,
        new Share(fields, share.apiVersion(), share.time().isEmpty() ? now : share.time()));
  }
}
