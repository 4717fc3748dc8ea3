package io.openluffy.playground.controllers.loop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Which owners a change concerns: the object itself, or the controller of what changed. */
public record Owned(GroupResource kind, String ownerKind, GroupResource children) {

  public Collection<ObjectKey> affectedBy(Change change) {
    var key = change.key();
    if (key.type().equals(kind)) {
      return List.of(key);
    }
    if (!key.type().equals(children)) {
      return List.of();
    }
    return Stream.concat(Stream.of(change.object()), change.before().stream())
        .flatMap(child -> owner(child).stream())
        .distinct()
        .toList();
  }

  private List<ObjectKey> owner(ObjectNode child) {
    return Fields.controller(child)
        .filter(owner -> owner.path("kind").asText().equals(ownerKind))
        .map(
            owner ->
                List.of(ObjectKey.of(kind, Fields.namespace(child), owner.path("name").asText())))
        .orElse(List.of());
  }
}
