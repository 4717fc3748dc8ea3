package io.openluffy.playground.controllers.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.controllers.loop.Conditions;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.TypeCatalog;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives each namespace its default ServiceAccount and root certificates, and empties one that is
 * being deleted.
 */
public final class NamespaceController implements SimulatedController {
  private static final String ROOT_CERTIFICATES = "kube-root-ca.crt";

  private final World world;
  private final TypeCatalog catalog;
  private final String certificate;

  /**
   * @param certificate of the API server's authority, PEM
   */
  public NamespaceController(World world, TypeCatalog catalog, String certificate) {
    this.world = world;
    this.catalog = catalog;
    this.certificate = certificate;
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    var key = change.key();
    if (key.type().equals(Kinds.NAMESPACES)) {
      return List.of(key);
    }
    var gone = change.kind() == Change.Kind.DELETED && !key.namespace().isEmpty();
    var isBasic = key.type().equals(Kinds.SERVICE_ACCOUNTS) || key.type().equals(Kinds.CONFIG_MAPS);
    var namespace = ObjectKey.cluster(Kinds.NAMESPACES, key.namespace());
    var concerned =
        gone && (isBasic || world.get(namespace).filter(Fields::isTerminating).isPresent());
    return concerned ? List.of(namespace) : List.of();
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var found = world.get(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (Fields.isTerminating(found.get())) {
      empty(found.get(), now);
    } else {
      furnish(key.name());
    }
    return Optional.empty();
  }

  private void furnish(String namespace) {
    if (world.get(ObjectKey.of(Kinds.SERVICE_ACCOUNTS, namespace, "default")).isEmpty()) {
      world.create(object("v1", "ServiceAccount", namespace, "default"));
    }
    var key = ObjectKey.of(Kinds.CONFIG_MAPS, namespace, ROOT_CERTIFICATES);
    var present = world.get(key);
    var map = object("v1", "ConfigMap", namespace, ROOT_CERTIFICATES);
    map.putObject("data").put("ca.crt", certificate);
    if (present.isEmpty()) {
      world.create(map);
    } else if (!present.get().path("data").equals(map.get("data"))) {
      world.client().update(Trees.with(present.get(), "data", map.get("data")));
    }
  }

  private void empty(ObjectNode namespace, Instant now) {
    var name = Fields.name(namespace);
    // Nothing that a pod may still need goes before the last pod.
    var left = delete(name, List.of(Kinds.PODS));
    var isPodLeft = !left.isEmpty();
    if (!isPodLeft) {
      left = delete(name, kinds());
    }
    // What goes at once makes changes that bring us back here.
    if (left.isEmpty()) {
      world.client().finalizeNamespace(name);
      return;
    }
    var remaining = left;
    world
        .get(ObjectKey.cluster(Kinds.NAMESPACES, name))
        .ifPresent(
            present -> {
              var status = Trees.child(present, "status").deepCopy().put("phase", "Terminating");
              var conditions = Conditions.of(present, now);
              EmptyingRules.report(conditions, name, remaining, isPodLeft);
              conditions.into(status);
              world.setStatus(present, status);
            });
  }

  /** Deletes what is there, and tells what is still there afterwards. */
  private Map<GroupResource, List<ObjectNode>> delete(String name, List<GroupResource> kinds) {
    var left = new LinkedHashMap<GroupResource, List<ObjectNode>>();
    for (var kind : kinds) {
      for (var object : world.list(kind, name)) {
        if (!Fields.isTerminating(object)) {
          world.client().delete(Fields.key(kind, object), DeleteOptions.usual());
        }
      }
      var present = world.list(kind, name);
      if (!present.isEmpty()) {
        left.put(kind, present);
      }
    }
    return left;
  }

  private List<GroupResource> kinds() {
    return catalog.all().stream()
        .filter(ResourceType::namespaced)
        .map(type -> GroupResource.of(type.storageGroup(), type.plural()))
        .distinct()
        .toList();
  }

  private static ObjectNode object(String version, String kind, String namespace, String name) {
    var object = Trees.object().put("apiVersion", version).put("kind", kind);
    object.putObject("metadata").put("name", name).put("namespace", namespace);
    return object;
  }
}
