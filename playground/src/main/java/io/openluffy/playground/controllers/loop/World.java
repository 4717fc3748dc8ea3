package io.openluffy.playground.controllers.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.api.verbs.ObjectClient;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The objects as controllers see and change them. */
public final class World {
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private final ObjectClient client;
  private final RandomGenerator chance;

  public World(ObjectClient client, RandomGenerator chance) {
    this.client = client;
    this.chance = chance;
  }

  public ObjectClient client() {
    return client;
  }

  public Optional<ObjectNode> get(ObjectKey key) {
    return client.store().get(key);
  }

  /** The objects of a namespace, "" for all. */
  public List<ObjectNode> list(GroupResource kind, String namespace) {
    return client.store().list(kind, namespace);
  }

  /** What the owner controls. */
  public List<ObjectNode> controlledBy(JsonNode owner, GroupResource kind) {
    return list(kind, Fields.namespace(owner)).stream()
        .filter(object -> Fields.isControlledBy(object, owner))
        .toList();
  }

  /** Makes an object; empty when one of this name is there already. */
  public Optional<ObjectNode> create(ObjectNode object) {
    try {
      return Optional.of(client.create(object));
    } catch (StatusException e) {
      if (e.is("AlreadyExists")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Writes the status if it differs; the object must be as it was read. */
  public ObjectNode setStatus(ObjectNode object, ObjectNode status) {
    return object.path("status").equals(status)
        ? object
        : client.updateStatus(Trees.with(object, "status", status));
  }

  /** Writes the object if it differs from what was read. */
  public ObjectNode update(ObjectNode before, ObjectNode after) {
    return before.equals(after) ? before : client.update(after);
  }

  /** Deletes the object, if it is still this one. */
  public void delete(GroupResource kind, JsonNode object) {
    client.delete(Fields.key(kind, object), DeleteOptions.usual().only(Fields.uid(object)));
  }

  /** Five letters and digits, as Kubernetes ends generated names. */
  public String suffix() {
    var text = new StringBuilder();
    for (var i = 0; i < 5; i++) {
      text.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /** A hash of a tree that survives restarts and ignores the order of keys. */
  public static String hash(JsonNode tree, int salt) {
    var hash = 0x811c9dc5;
    for (var character : (canonical(tree) + (salt == 0 ? "" : "#" + salt)).toCharArray()) {
      hash = (hash ^ character) * 0x01000193;
    }
    var text = new StringBuilder();
    for (var digit : Integer.toUnsignedString(hash).toCharArray()) {
      text.append(LETTERS.charAt((digit - '0') * 7 % LETTERS.length()));
    }
    return text.toString();
  }

  private static String canonical(JsonNode tree) {
    var text = new StringBuilder();
    if (tree.isObject()) {
      tree.properties().stream()
          .sorted(java.util.Map.Entry.comparingByKey())
          .forEach(
              field -> text.append(field.getKey()).append(':').append(canonical(field.getValue())));
      return "{" + text + "}";
    }
    if (tree.isArray()) {
      tree.forEach(item -> text.append(canonical(item)).append(','));
      return "[" + text + "]";
    }
    return tree.toString();
  }
}
