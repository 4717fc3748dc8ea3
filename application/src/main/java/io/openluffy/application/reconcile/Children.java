package io.openluffy.application.reconcile;

import io.openluffy.kube.GroupVersionKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kinds that grow out of objects of other kinds, for the tree and its health. */
final class Children {
  private static final GroupVersionKind POD = GroupVersionKind.of("v1", "Pod");
  private static final GroupVersionKind REPLICA_SET = GroupVersionKind.of("apps/v1", "ReplicaSet");
  private static final GroupVersionKind JOB = GroupVersionKind.of("batch/v1", "Job");
  private static final Map<String, List<GroupVersionKind>> BY_KIND =
      Map.of(
          "apps/Deployment", List.of(REPLICA_SET, POD),
          "apps/StatefulSet", List.of(POD),
          "apps/DaemonSet", List.of(POD),
          "apps/ReplicaSet", List.of(POD),
          "batch/CronJob", List.of(JOB, POD),
          "batch/Job", List.of(POD));

  private Children() {}

  static Set<GroupVersionKind> of(Collection<GroupVersionKind> kinds) {
    var found = new HashSet<GroupVersionKind>();
    kinds.forEach(one -> found.addAll(BY_KIND.getOrDefault(one.groupKind(), List.of())));
    return found;
  }
}
