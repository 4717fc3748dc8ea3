package io.openluffy.kube;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Discovery of {@link InMemoryCluster}: the usual kinds, and those of its definitions. */
final class InMemoryTypes implements ResourceTypes {
  private static final Set<String> VERBS =
      Set.of("get", "list", "watch", "create", "update", "patch", "delete");
  private static final List<ResourceType> BUILT_IN =
      Stream.of(
              "v1 Namespace -",
              "v1 Node -",
              "v1 PersistentVolume -",
              "v1 Pod",
              "v1 Service",
              "v1 ConfigMap",
              "v1 Secret",
              "v1 ServiceAccount",
              "v1 Event",
              "v1 Endpoints",
              "v1 PersistentVolumeClaim",
              "v1 ResourceQuota",
              "v1 LimitRange",
              "v1 ReplicationController",
              "apps/v1 Deployment",
              "apps/v1 ReplicaSet",
              "apps/v1 StatefulSet",
              "apps/v1 DaemonSet",
              "batch/v1 Job",
              "batch/v1 CronJob",
              "autoscaling/v2 HorizontalPodAutoscaler",
              "networking.k8s.io/v1 Ingress",
              "networking.k8s.io/v1 NetworkPolicy",
              "networking.k8s.io/v1 IngressClass -",
              "policy/v1 PodDisruptionBudget",
              "rbac.authorization.k8s.io/v1 Role",
              "rbac.authorization.k8s.io/v1 RoleBinding",
              "rbac.authorization.k8s.io/v1 ClusterRole -",
              "rbac.authorization.k8s.io/v1 ClusterRoleBinding -",
              "storage.k8s.io/v1 StorageClass -",
              "apiextensions.k8s.io/v1 CustomResourceDefinition -",
              "apiregistration.k8s.io/v1 APIService -")
          .map(InMemoryTypes::builtIn)
          .toList();

  private final Supplier<Collection<Manifest>> definitions;
  private volatile Optional<List<ResourceType>> known = Optional.empty();

  InMemoryTypes(Supplier<Collection<Manifest>> definitions) {
    this.definitions = definitions;
  }

  private static ResourceType builtIn(String line) {
    var words = line.split(" ");
    var gvk = GroupVersionKind.of(words[0], words[1]);
    return type(gvk, plural(gvk.kind()), words.length < 3, true);
  }

  private static String plural(String kind) {
    var word = kind.toLowerCase(Locale.ROOT);
    if (word.equals("endpoints")) {
      return word;
    }
    return word.endsWith("s")
        ? word + "es"
        : word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
  }

  private static ResourceType type(
      GroupVersionKind gvk, String plural, boolean namespaced, boolean preferred) {
    return new ResourceType(gvk, plural, namespaced, VERBS, Set.of("status"), preferred);
  }

  @Override
  public Optional<ResourceType> find(GroupVersionKind gvk) {
    return all().stream().filter(one -> one.gvk().equals(gvk)).findFirst();
  }

  @Override
  public Optional<ResourceType> preferred(String group, String kind) {
    return all().stream()
        .filter(one -> one.gvk().group().equals(group) && one.gvk().kind().equals(kind))
        .findFirst();
  }

  @Override
  public List<ResourceType> all() {
    return known.orElseGet(this::read);
  }

  private List<ResourceType> read() {
    var all = new ArrayList<>(BUILT_IN);
    for (var definition : definitions.get()) {
      for (var version : definition.at("/spec/versions")) {
        if (version.path("served").asBoolean(true)) {
          var gvk =
              new GroupVersionKind(
                  definition.text("/spec/group"),
                  version.path("name").asText(),
                  definition.text("/spec/names/kind"));
          var namespaced = definition.text("/spec/scope").equals("Namespaced");
          all.add(type(gvk, definition.text("/spec/names/plural"), namespaced, true));
        }
      }
    }
    known = Optional.of(List.copyOf(all));
    return all;
  }

  /** After each change of an object: definitions are read again if it was one. */
  void changed(ResourceKey key) {
    if (key.kind().equals("CustomResourceDefinition")) {
      known = Optional.empty();
    }
  }

  @Override
  public String kubeVersion() {
    return "v1.34.0";
  }

  @Override
  public List<String> apiVersions() {
    return all().stream()
        .flatMap(
            one ->
                Stream.of(one.gvk().apiVersion(), one.gvk().apiVersion() + "/" + one.gvk().kind()))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public void refresh() {}
}
