package io.openluffy.application.target;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ConditionView;
import io.openluffy.application.sync.HookRules;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Makes the target of a sync from what was rendered. */
public final class TargetRules {
  /** Kinds that clusters write by themselves; they are taken from no repository. */
  private static final Set<String> EXCLUDED =
      Set.of(
          "/Endpoints",
          "discovery.k8s.io/EndpointSlice",
          "coordination.k8s.io/Lease",
          "authentication.k8s.io/TokenReview",
          "authorization.k8s.io/SubjectAccessReview",
          "authorization.k8s.io/SelfSubjectReview",
          "authorization.k8s.io/LocalSubjectAccessReview",
          "certificates.k8s.io/CertificateSigningRequest");

  private TargetRules() {}

  /**
   * @param rendered in the order of the sources; of equal keys the last counts
   * @param clusterScoped whether a kind is known to be of cluster scope
   */
  public static TargetSet of(
      ApplicationName application,
      String namespace,
      List<Manifest> rendered,
      Predicate<GroupVersionKind> clusterScoped,
      Instant now) {
    var warnings = new ArrayList<ConditionView>();
    var byKey = new LinkedHashMap<ResourceKey, Manifest>();
    var count = new LinkedHashMap<ResourceKey, Integer>();
    var unnamed = new ArrayList<Manifest>();
    for (var object : rendered) {
      if (EXCLUDED.contains(object.gvk().groupKind())) {
        warnings.add(excluded(object, now));
        continue;
      }
      var placed = placed(object, namespace, clusterScoped);
      if (placed.name().isEmpty()) {
        unnamed.add(placed);
      } else {
        byKey.remove(placed.key());
        byKey.put(placed.key(), placed);
        count.merge(placed.key(), 1, Integer::sum);
      }
    }
    count.forEach(
        (key, times) -> {
          if (times > 1) {
            warnings.add(repeated(key, times, now));
          }
        });
    var all = new ArrayList<Manifest>();
    byKey.values().forEach(one -> all.add(TrackingRules.marked(application, one)));
    all.addAll(unnamed);
    var sync = all.stream().filter(one -> !HookRules.onlyOnDeletion(one)).toList();
    var delete = all.stream().filter(HookRules::runsOnDeletion).toList();
    // In one order, so that what was kept and is restored has the same id again.
    var sorted = all.stream().sorted(Comparator.comparing(one -> one.key().toString())).toList();
    return new TargetSet(sync, delete, warnings, Digests.of(sorted));
  }

  private static Manifest placed(
      Manifest object, String namespace, Predicate<GroupVersionKind> clusterScoped) {
    var normal = QuantityFields.asText(NormaliseRules.stringData(object));
    if (clusterScoped.test(normal.gvk())) {
      return normal.namespace().isEmpty() ? normal : normal.withNamespace("");
    }
    return normal.namespace().isEmpty() ? normal.withNamespace(namespace) : normal;
  }

  private static ConditionView excluded(Manifest object, Instant now) {
    return new ConditionView(
        ConditionView.EXCLUDED_RESOURCE,
        "Resource " + object.key().groupKindName() + " is of a kind that is excluded.",
        now);
  }

  private static ConditionView repeated(ResourceKey key, int times, Instant now) {
    return new ConditionView(
        ConditionView.REPEATED_RESOURCE,
        "Resource "
            + key.group()
            + "/"
            + key.kind()
            + "/"
            + key.namespace()
            + "/"
            + key.name()
            + " appeared "
            + times
            + " times among application resources.",
        now);
  }
}
