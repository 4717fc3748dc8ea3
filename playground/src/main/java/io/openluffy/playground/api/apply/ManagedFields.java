package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code metadata.managedFields}, read: which owner has which fields, since when. */
final class ManagedFields {
  /** What one owner has. */
  record Share(FieldSet fields, String apiVersion, String time) {
    Share with(FieldSet changed) {
      return new Share(changed, apiVersion, time);
    }
  }

  private final Map<Owner, Share> shares;

  private ManagedFields(Map<Owner, Share> shares) {
    this.shares = shares;
  }

  static ManagedFields none() {
    return new ManagedFields(new LinkedHashMap<>());
  }

  /** Reads an object's list; throws IllegalArgumentException when it is malformed. */
  static ManagedFields of(JsonNode object) {
    var shares = new LinkedHashMap<Owner, Share>();
    for (var entry : object.path("metadata").path("managedFields")) {
      var operation = entry.path("operation").asText();
      if (!operation.equals(Owner.APPLY) && !operation.equals(Owner.UPDATE)) {
        throw new IllegalArgumentException("operation must be `Apply` or `Update`");
      }
      var apiVersion = entry.path("apiVersion").asText();
      var owner =
          new Owner(
              entry.path("manager").asText(),
              operation,
              operation.equals(Owner.APPLY) ? "" : apiVersion,
              entry.path("subresource").asText());
      var fields =
          entry.has("fieldsV1") ? FieldSet.fromJson(entry.path("fieldsV1")) : FieldSet.EMPTY;
      shares.put(owner, new Share(fields, apiVersion, entry.path("time").asText()));
    }
    return new ManagedFields(shares);
  }

  /** Whether a writer asks to forget all owners: an empty list, or one of one empty entry. */
  static boolean isReset(JsonNode object) {
    var entries = object.path("metadata").path("managedFields");
    return entries.isArray()
        && (entries.isEmpty() || (entries.size() == 1 && entries.path(0).isEmpty()));
  }

  static ObjectNode strip(ObjectNode object) {
    return object.get("metadata") instanceof ObjectNode metadata && metadata.has("managedFields")
        ? Trees.with(object, "metadata", Trees.without(metadata, "managedFields"))
        : object;
  }

  boolean isEmpty() {
    return shares.isEmpty();
  }

  Map<Owner, Share> shares() {
    return shares;
  }

  Optional<Share> of(Owner owner) {
    return Optional.ofNullable(shares.get(owner));
  }

  ManagedFields copy() {
    return new ManagedFields(new LinkedHashMap<>(shares));
  }

  void set(Owner owner, Share share) {
    if (share.fields().isEmpty()) {
      shares.remove(owner);
    } else {
      shares.put(owner, share);
    }
  }

  /** Changes what every owner but one has; who has nothing left is dropped. */
  void changeOthers(Owner except, UnaryOperator<FieldSet> change) {
    for (var owner : shares.keySet().toArray(Owner[]::new)) {
      if (!owner.equals(except)) {
        var share = of(owner).orElseThrow();
        set(owner, share.with(change.apply(share.fields())));
      }
    }
  }

  FieldSet everything() {
    return shares.values().stream().map(Share::fields).reduce(FieldSet.EMPTY, FieldSet::union);
  }

  /** The object with this list in place of its own. */
  ObjectNode into(ObjectNode object) {
    var metadata = Trees.child(object, "metadata");
    return Trees.with(
        object,
        "metadata",
        shares.isEmpty()
            ? Trees.without(metadata, "managedFields")
            : Trees.with(metadata, "managedFields", toJson()));
  }

  private ArrayNode toJson() {
    var list = JsonNodeFactory.instance.arrayNode();
    shares.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Owner, Share>, String>comparing(e -> e.getKey().operation())
                .thenComparing(e -> e.getValue().time())
                .thenComparing(e -> e.getKey().manager())
                .thenComparing(e -> e.getValue().apiVersion())
                .thenComparing(e -> e.getKey().subresource()))
        .forEach(e -> list.add(toJson(e.getKey(), e.getValue())));
    return list;
  }

  private static ObjectNode toJson(Owner owner, Share share) {
    var entry = JsonNodeFactory.instance.objectNode();
    entry.put("manager", owner.manager());
    entry.put("operation", owner.operation());
    entry.put("apiVersion", share.apiVersion());
    if (!share.time().isEmpty()) {
      entry.put("time", share.time());
    }
    entry.put("fieldsType", "FieldsV1");
    entry.set("fieldsV1", share.fields().toJson());
    if (!owner.subresource().isEmpty()) {
      entry.put("subresource", owner.subresource());
    }
    return entry;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ManagedFields fields && fields.shares.equals(shares);
  }

  @Override
  public int hashCode() {
    return shares.hashCode();
  }
}
