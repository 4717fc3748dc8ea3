package io.openluffy.kube;

import java.util.List;
import java.util.Optional;

/** Discovery: the kinds a cluster serves. Answers from a cache that follows the cluster. */
public interface ResourceTypes {
  /** The kind in exactly this version; an unknown one makes the cache look once more. */
  Optional<ResourceType> find(GroupVersionKind gvk);

  /** The kind in the version that the cluster prefers. */
  Optional<ResourceType> preferred(String group, String kind);

  List<ResourceType> all();

  /** Such as {@code v1.34.1}. */
  String kubeVersion();

  /** {@code v1}, {@code apps/v1}, {@code apps/v1/Deployment} ...: what Helm calls capabilities. */
  List<String> apiVersions();

  /**
   * Takes in the kinds of a definition that the cluster says is established: its discovery may tell
   * of them only a little later.
   */
  default void established(Manifest definition) {
    refresh();
  }

  /** Forgets what is cached; the next question asks the cluster. */
  void refresh();
}
