package io.openluffy.playground.controllers.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.controllers.loop.Conditions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a namespace says of itself while it is being emptied. */
final class EmptyingRules {
  private EmptyingRules() {}

  /**
   * @param isPodLeft pods hold up all the rest
   */
  static void report(
      Conditions conditions,
      String namespace,
      Map<GroupResource, List<ObjectNode>> left,
      boolean isPodLeft) {
    conditions
        .set(
            "NamespaceDeletionDiscoveryFailure",
            false,
            "ResourcesDiscovered",
            "All resources successfully discovered")
        .set(
            "NamespaceDeletionGroupVersionParsingFailure",
            false,
            "ParsedGroupVersions",
            "All legacy kube types successfully parsed");
    if (isPodLeft && isHeld(left)) {
      conditions.set(
          "NamespaceDeletionContentFailure",
          true,
          "ContentDeletionFailed",
          "Failed to delete all resource types, 1 remaining: unexpected items still remain in"
              + " namespace: %s for gvr: /v1, Resource=pods".formatted(namespace));
    } else {
      conditions.set(
          "NamespaceDeletionContentFailure",
          false,
          "ContentDeleted",
          "All content successfully deleted, may be waiting on finalization");
    }
    conditions.set(
        "NamespaceContentRemaining",
        true,
        "SomeResourcesRemain",
        "Some resources are remaining: " + counts(left));
    var finalizers = finalizers(left);
    if (finalizers.isEmpty()) {
      conditions.set(
          "NamespaceFinalizersRemaining",
          false,
          "ContentHasNoFinalizers",
          "All content-preserving finalizers finished");
    } else {
      conditions.set(
          "NamespaceFinalizersRemaining",
          true,
          "SomeFinalizersRemain",
          "Some content in the namespace has finalizers remaining: " + finalizers);
    }
  }

  private static boolean isHeld(Map<GroupResource, List<ObjectNode>> left) {
    return !finalizers(left).isEmpty();
  }

  private static String counts(Map<GroupResource, List<ObjectNode>> left) {
    return left.entrySet().stream()
        .map(
            kind ->
                "%s.%s has %d resource instances"
                    .formatted(
                        kind.getKey().resource(), kind.getKey().group(), kind.getValue().size()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String finalizers(Map<GroupResource, List<ObjectNode>> left) {
    var counts = new TreeMap<String, Integer>();
    left.values()
        .forEach(
            objects ->
                objects.forEach(
                    object ->
                        object
                            .at("/metadata/finalizers")
                            .forEach(one -> counts.merge(one.asText(), 1, Integer::sum))));
    return counts.entrySet().stream()
        .map(one -> one.getKey() + " in " + one.getValue() + " resource instances")
        .collect(Collectors.joining(", "));
  }
}
