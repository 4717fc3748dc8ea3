package io.openluffy.application.reconcile;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.target.Renderings;
import io.openluffy.application.target.TargetSet;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.Store;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** What the store keeps of applications; read once, then held. */
final class Records {
  /** Requests whose operation never came to an end, because somebody put another in its place. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);

  private final Store store;
  private final Renderings renderings;
  private final ConcurrentMap<ApplicationName, ApplicationRecord> held = new ConcurrentHashMap<>();

  Records(Store store, Renderings renderings) {
    this.store = store;
    this.renderings = renderings;
  }

  ApplicationRecord of(ApplicationName name) {
    return held.computeIfAbsent(
        name,
        key ->
            store.read(
                transaction ->
                    transaction
                        .find(ApplicationRecord.TABLE, key.toString())
                        .orElseGet(() -> ApplicationRecord.fresh(key))));
  }

  void kinds(ApplicationName name, Set<GroupVersionKind> kinds) {
    var record = of(name);
    if (!record.kindsInUse().containsAll(kinds)) {
      put(name, record.with(kinds));
    }
  }

  /** Notes which target is about to be synced, in the journal too. */
  void attempt(ApplicationName name, TargetSet target, Actor by, Fact fact) {
    var record = of(name).attempting(target.id());
    store.update(
        by,
        transaction -> {
          transaction.put(ApplicationRecord.TABLE, record);
          transaction.record(fact);
        });
    held.put(name, record);
  }

  void journal(Actor by, Fact fact) {
    store.update(by, transaction -> transaction.record(fact));
  }

  /** Keeps what was synced, for rollback and healing without git. */
  void deployed(
      ApplicationName name, long historyId, List<String> revisions, TargetSet target, int limit) {
    if (of(name).entry(historyId).isPresent()) {
      return;
    }
    var all = new java.util.ArrayList<Manifest>(target.objects());
    all.addAll(target.deleteHooks());
    var next =
        store.<ApplicationRecord>write(
            Actor.OPENLUFFY,
            transaction -> {
              var blob = renderings.put(transaction, all);
              var entry = new ApplicationRecord.Deployed(historyId, revisions, target.id(), blob);
              var record = of(name).deploying(entry, limit);
              transaction.put(ApplicationRecord.TABLE, record);
              return record;
            });
    held.put(name, next);
  }

  Optional<List<Manifest>> objects(ApplicationRecord.Deployed entry) {
    return renderings.byBlob(entry.blob());
  }

  /** Asks the store, which knows of applications that nobody has looked at since the start. */
  void forEachDeployed(Consumer<Manifest> visitor) {
    store.read(transaction -> transaction.list(ApplicationRecord.TABLE)).stream()
        .flatMap(record -> record.deployed().stream())
        .map(ApplicationRecord.Deployed::blob)
        .distinct()
        .flatMap(blob -> renderings.byBlob(blob).stream())
        .forEach(objects -> objects.forEach(visitor));
  }

  private void put(ApplicationName name, ApplicationRecord record) {
    store.update(Actor.OPENLUFFY, transaction -> transaction.put(ApplicationRecord.TABLE, record));
    held.put(name, record);
  }

  void request(RequestRow row) {
    store.update(
        row.by(),
        transaction -> {
          for (var old : transaction.list(RequestRow.TABLE)) {
            if (old.at().plus(FORGOTTEN_AFTER).isBefore(row.at())) {
              transaction.delete(RequestRow.TABLE, old.id());
            }
          }
          transaction.put(RequestRow.TABLE, row);
        });
  }

  Optional<RequestRow> request(ApplicationName name, String id) {
    return store
        .read(transaction -> transaction.find(RequestRow.TABLE, id))
        .filter(row -> row.application().equals(name.toString()));
  }

  /**
   * Notes the end of an operation, and forgets who asked for it; that number must not serve again.
   */
  void ended(Optional<String> request, Fact fact) {
    store.update(
        Actor.OPENLUFFY,
        transaction -> {
          request
              .filter(id -> transaction.find(RequestRow.TABLE, id).isPresent())
              .ifPresent(id -> transaction.delete(RequestRow.TABLE, id));
          transaction.record(fact);
        });
  }

  void forget(ApplicationName name) {
    held.remove(name);
    store.update(
        Actor.OPENLUFFY,
        transaction -> {
          if (transaction.find(ApplicationRecord.TABLE, name.toString()).isPresent()) {
            transaction.delete(ApplicationRecord.TABLE, name.toString());
          }
          transaction.list(RequestRow.TABLE).stream()
              .filter(row -> row.application().equals(name.toString()))
              .forEach(row -> transaction.delete(RequestRow.TABLE, row.id()));
        });
  }

  static Fact fact(String what, ApplicationName name, Map<String, Object> details) {
    return new Fact(what, "application/" + name, details);
  }
}
