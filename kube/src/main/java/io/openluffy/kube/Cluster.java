package io.openluffy.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One Kubernetes cluster. Every call blocks; what the cluster refuses or cannot do is thrown as a
 * {@code ProblemException} with the codes of {@link KubeProblems}.
 */
public interface Cluster {
  /** As destinations call it: {@code in-cluster}, or the name of a registered cluster. */
  String name();

  ResourceTypes types();

  Optional<Manifest> get(GroupVersionKind gvk, String namespace, String name);

  /** Reads the object in the version that the cluster prefers; empty too for an unknown kind. */
  default Optional<Manifest> get(ResourceKey key) {
    return types()
        .preferred(key.group(), key.kind())
        .flatMap(type -> get(type.gvk(), key.namespace(), key.name()));
  }

  List<Manifest> list(GroupVersionKind gvk, Optional<String> namespace, LabelSelector selector);

  /** Server-side apply: creates the object, or merges what is declared into it. */
  Manifest apply(Manifest desired, ApplyOptions options);

  Manifest create(Manifest object);

  /**
   * Puts the object in the place of the one that is there; checks resourceVersion if it has one.
   */
  Manifest replace(Manifest object);

  /**
   * @param subresource such as {@code status}; empty for the object itself
   */
  Manifest patch(ResourceKey key, PatchType type, JsonNode patch, String subresource);

  /** Deletes the object; one that is not there is no error. */
  void delete(ResourceKey key, DeleteOptions options);

  /** Tells of all objects of a kind until closed; see {@link WatchListener}. */
  Watch watch(GroupVersionKind gvk, Optional<String> namespace, WatchListener listener);

  /** The events about an object, oldest first. */
  List<Manifest> events(ResourceKey key);

  LogStream logs(String namespace, String pod, String container, LogOptions options);
}
