package io.openluffy.playground.api.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which objects there are, by uid, and which objects each one owns. Safe for threads. */
final class Owners {
  private final Map<String, ObjectKey> byUid = new HashMap<>();
  private final Map<String, Set<ObjectKey>> owned = new HashMap<>();

  synchronized void note(Change change) {
    change.before().ifPresent(before -> forget(change.key(), before));
    if (change.kind() != Change.Kind.DELETED) {
      add(change.key(), change.object());
    }
  }

  synchronized void add(ObjectKey key, JsonNode object) {
    byUid.put(uid(object), key);
    for (var reference : object.path("metadata").path("ownerReferences")) {
      owned.computeIfAbsent(uidOf(reference), u -> new HashSet<>()).add(key);
    }
  }

  private void forget(ObjectKey key, JsonNode object) {
    byUid.remove(uid(object));
    for (var reference : object.path("metadata").path("ownerReferences")) {
      var keys = owned.get(uidOf(reference));
      if (keys != null && keys.remove(key) && keys.isEmpty()) {
        owned.remove(uidOf(reference));
      }
    }
  }

  synchronized Set<ObjectKey> ownedBy(String uid) {
    return Set.copyOf(owned.getOrDefault(uid, Set.of()));
  }

  synchronized boolean exists(String uid) {
    return byUid.containsKey(uid);
  }

  synchronized Optional<ObjectKey> find(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  static String uid(JsonNode object) {
    return uidOf(object.path("metadata"));
  }

  static String uidOf(JsonNode metadataOrReference) {
    return metadataOrReference.path("uid").asText();
  }
}
