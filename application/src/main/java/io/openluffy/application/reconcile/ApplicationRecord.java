package io.openluffy.application.reconcile;

import io.openluffy.application.ApplicationName;
import io.openluffy.kernel.store.Table;
import io.openluffy.kube.GroupVersionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of an application beside its resource.
 *
 * @param key {@code namespace/name}
 * @param kinds every kind it ever had an object of, as {@code group|version|Kind}
 * @param deployed the renderings of its history, oldest first
 * @param attempted id of the target of the last whole sync, whatever became of it
 */
public record ApplicationRecord(
    String key, List<String> kinds, List<Deployed> deployed, String attempted) {
  public static final Table<ApplicationRecord> TABLE =
      new Table<>("application_record", ApplicationRecord.class, ApplicationRecord::key);

  /**
   * One rendering that was synced.
   *
   * @param historyId of the entry in {@code status.history}
   * @param target id of the target set
   * @param blob where the sealed manifests are
   */
  public record Deployed(long historyId, List<String> revisions, String target, String blob) {
    public Deployed {
      revisions = List.copyOf(revisions);
    }
  }

  public ApplicationRecord {
    kinds = List.copyOf(kinds);
    deployed = List.copyOf(deployed);
  }

  static ApplicationRecord fresh(ApplicationName name) {
    return new ApplicationRecord(name.toString(), List.of(), List.of(), "");
  }

  ApplicationRecord attempting(String target) {
    return new ApplicationRecord(key, kinds, deployed, target);
  }

  ApplicationRecord with(Set<GroupVersionKind> more) {
    var all = new TreeSet<>(kinds);
    more.forEach(one -> all.add(one.group() + "|" + one.version() + "|" + one.kind()));
    return new ApplicationRecord(key, List.copyOf(all), deployed, attempted);
  }

  ApplicationRecord deploying(Deployed next, int limit) {
    var all = new ArrayList<>(deployed);
    all.add(next);
    // One more than the history shows: the state to heal back to is kept even without history.
    int surplus = all.size() - Math.max(1, limit);
    return new ApplicationRecord(
        key, kinds, surplus > 0 ? all.subList(surplus, all.size()) : all, attempted);
  }

  List<GroupVersionKind> kindsInUse() {
    return kinds.stream()
        .map(one -> one.split("\\|", -1))
        .map(one -> new GroupVersionKind(one[0], one[1], one[2]))
        .toList();
  }

  Optional<Deployed> last() {
    return deployed.isEmpty() ? Optional.empty() : Optional.of(deployed.getLast());
  }

  Optional<Deployed> entry(long historyId) {
    return deployed.stream().filter(one -> one.historyId() == historyId).findFirst();
  }
}
