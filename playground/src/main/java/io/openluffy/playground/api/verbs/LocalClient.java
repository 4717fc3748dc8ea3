package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.GroupVersionKind;
import io.openluffy.playground.types.ResourceType;
import java.util.List;

/** Writes for what runs in this process. */
final class LocalClient implements ObjectClient {
  private final Verbs verbs;
  private final WriteOptions how;

  LocalClient(Verbs verbs, WriteOptions how) {
    this.verbs = verbs;
    this.how = how;
  }

  @Override
  public ObjectStore store() {
    return verbs.around().store();
  }

  @Override
  public ObjectNode create(ObjectNode object) {
    return verbs.create(target(object, ""), object.deepCopy(), List.of(), how).object();
  }

  @Override
  public ObjectNode update(ObjectNode object) {
    return verbs.update(target(object, ""), object.deepCopy(), List.of(), how).object();
  }

  @Override
  public ObjectNode updateStatus(ObjectNode object) {
    return verbs.update(target(object, "status"), object.deepCopy(), List.of(), how).object();
  }

  @Override
  public ObjectNode mergePatch(ObjectKey key, ObjectNode patch) {
    return verbs.patch(target(key, ""), Patch.merge(patch), how).object();
  }

  @Override
  public ObjectNode mergePatchStatus(ObjectKey key, ObjectNode patch) {
    return verbs.patch(target(key, "status"), Patch.merge(patch), how).object();
  }

  @Override
  public ObjectNode bind(ObjectKey pod, String node) {
    return verbs.bind(target(pod, ""), node, how).object();
  }

  @Override
  public void delete(ObjectKey key, DeleteOptions options) {
    try {
      verbs.delete(target(key, ""), options);
    } catch (StatusException e) {
      if (!e.is("NotFound")) {
        throw e;
      }
    }
  }

  @Override
  public void finalizeNamespace(String name) {
    var key = ObjectKey.cluster(Namespaces.TYPE, name);
    verbs.update(target(key, "finalize"), Trees.object(), List.of(), how);
  }

  private Target target(ObjectNode object, String subresource) {
    var kind =
        GroupVersionKind.of(object.path("apiVersion").asText(), object.path("kind").asText());
    var type =
        verbs
            .around()
            .catalog()
            .find(kind)
            .orElseThrow(() -> new IllegalStateException("The API does not serve " + kind));
    var metadata = object.path("metadata");
    var namespace = type.namespaced() ? metadata.path("namespace").asText() : "";
    return new Target(type, namespace, metadata.path("name").asText(), subresource);
  }

  private Target target(ObjectKey key, String subresource) {
    var type = type(key);
    return new Target(type, key.namespace(), key.name(), subresource);
  }

  private ResourceType type(ObjectKey key) {
    return verbs
        .around()
        .catalog()
        .find(key.type().group(), key.type().resource())
        .orElseThrow(() -> new IllegalStateException("The API does not serve " + key.type()));
  }
}
