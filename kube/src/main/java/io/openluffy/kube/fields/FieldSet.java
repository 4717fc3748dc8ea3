package io.openluffy.kube.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kube.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A set of fields of an object, in the form that {@code managedFields} writes them: {@code f:name}
 * for a field, {@code k:{"name":"web"}} for the element of a list with that key, {@code v:1} for
 * the value of a set; a leaf is an empty object.
 */
public record FieldSet(ObjectNode fieldsV1) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static FieldSet none() {
    return new FieldSet(JsonNodeFactory.instance.objectNode());
  }

  /** The fields that a manager applied, as the live object tells; empty if it never did. */
  public static Optional<FieldSet> appliedBy(Manifest live, String fieldManager) {
    for (var entry : live.at("/metadata/managedFields")) {
      if (entry.path("manager").asText().equals(fieldManager)
          && entry.path("operation").asText().equals("Apply")
          && entry.path("subresource").asText().isEmpty()
          && entry.path("fieldsV1") instanceof ObjectNode fields) {
        return Optional.of(new FieldSet(fields));
      }
    }
    return Optional.empty();
  }

  /** Everything that a manager owns, however it wrote it. */
  public static FieldSet ownedBy(Manifest live, String fieldManager) {
    var all = none();
    for (var entry : live.at("/metadata/managedFields")) {
      if (entry.path("manager").asText().equals(fieldManager)
          && entry.path("fieldsV1") instanceof ObjectNode fields) {
        all = all.union(new FieldSet(fields));
      }
    }
    return all;
  }

  /** The fields that a manifest declares, without those that only say which object it is. */
  public static FieldSet declaredIn(JsonNode manifest) {
    var all = ofObject(manifest);
    all.remove(List.of("f:apiVersion", "f:kind", "f:status"));
    if (all.get("f:metadata") instanceof ObjectNode metadata) {
      metadata.remove(
          List.of(
              "f:name",
              "f:namespace",
              "f:uid",
              "f:resourceVersion",
              "f:managedFields",
              "f:creationTimestamp",
              "f:generation"));
      if (metadata.isEmpty()) {
        all.remove("f:metadata");
      }
    }
    return new FieldSet(all);
  }

  private static ObjectNode ofObject(JsonNode object) {
    var set = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(one -> set.set("f:" + one.getKey(), ofValue(one.getKey(), one.getValue())));
    return set;
  }

  private static ObjectNode ofValue(String field, JsonNode value) {
    if (value.isObject()) {
      return ofObject(value);
    }
    var set = JsonNodeFactory.instance.objectNode();
    var keys = ListKeys.of(field, value);
    if (!keys.isEmpty()) {
      value.forEach(element -> set.set(elementKey(keys, element), ofObject(element)));
    }
    return set;
  }

  static String elementKey(List<String> keys, JsonNode element) {
    var key = JsonNodeFactory.instance.objectNode();
    for (var name : keys) {
      key.set(
          name, element.hasNonNull(name) ? element.get(name) : text(ListKeys.value(name, element)));
    }
    return "k:" + key;
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.textNode(value);
  }

  public boolean isEmpty() {
    return fieldsV1.isEmpty();
  }

  public FieldSet union(FieldSet other) {
    var all = fieldsV1.deepCopy();
    merge(all, other.fieldsV1);
    return new FieldSet(all);
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    from.properties()
        .forEach(
            one -> {
              if (into.get(one.getKey()) instanceof ObjectNode there
                  && one.getValue() instanceof ObjectNode more) {
                merge(there, more);
              } else {
                into.set(one.getKey(), one.getValue().deepCopy());
              }
            });
  }

  /** What is in this set and not in the other. */
  public FieldSet minus(FieldSet other) {
    return new FieldSet(subtract(fieldsV1, other.fieldsV1));
  }

  private static ObjectNode subtract(ObjectNode from, ObjectNode what) {
    var left = JsonNodeFactory.instance.objectNode();
    from.properties()
        .forEach(
            one -> {
              var other = what.get(one.getKey());
              if (other == null) {
                left.set(one.getKey(), one.getValue().deepCopy());
              } else if (one.getValue() instanceof ObjectNode inner
                  && !inner.isEmpty()
                  && other instanceof ObjectNode others
                  && !others.isEmpty()) {
                var rest = subtract(inner, others);
                if (!rest.isEmpty()) {
                  left.set(one.getKey(), rest);
                }
              }
            });
    return left;
  }

  /** Whether the set names a field that the object lacks. */
  public boolean namesMoreThan(JsonNode object) {
    return missing(fieldsV1, object);
  }

  private static boolean missing(ObjectNode fields, JsonNode in) {
    for (var one : fields.properties()) {
      if (one.getKey().equals(".")) {
        continue;
      }
      var found = find(one.getKey(), in);
      if (found.isEmpty()
          || (one.getValue() instanceof ObjectNode inner && missing(inner, found.get()))) {
        return true;
      }
    }
    return false;
  }

  /** Takes the fields out of the object, and what is left empty by that. */
  public void removeFrom(ObjectNode object) {
    remove(fieldsV1, object);
  }

  private static void remove(ObjectNode fields, JsonNode in) {
    for (var one : fields.properties()) {
      var found = one.getKey().equals(".") ? Optional.<JsonNode>empty() : find(one.getKey(), in);
      if (found.isEmpty()) {
        continue;
      }
      // The place is found before the fields go, among them those that tell elements apart.
      int index = in.isArray() ? indexOf(one.getKey(), in) : -1;
      var inner = (ObjectNode) one.getValue();
      boolean whole = inner.isEmpty() || (inner.has(".") && onlyKeys(inner, found.get()));
      if (!whole) {
        remove(inner, found.get());
        whole = found.get().isContainerNode() && found.get().isEmpty();
      }
      if (whole && in instanceof ArrayNode array) {
        array.remove(index);
      } else if (whole && in instanceof ObjectNode object) {
        object.remove(one.getKey().substring(2));
      }
    }
  }

  /** Whether the set names every field of the object. */
  private static boolean onlyKeys(ObjectNode fields, JsonNode object) {
    return object.isObject()
        && object.propertyStream().allMatch(one -> fields.has("f:" + one.getKey()));
  }

  /** Copies the values of the fields from one object to the other, where it has them. */
  public void copy(JsonNode from, ObjectNode to) {
    copyInto(fieldsV1, from, to);
  }

  private static void copyInto(ObjectNode fields, JsonNode from, JsonNode to) {
    for (var one : fields.properties()) {
      var source = find(one.getKey(), from);
      var target = find(one.getKey(), to);
      if (one.getKey().equals(".") || source.isEmpty()) {
        continue;
      }
      var inner = (ObjectNode) one.getValue();
      if (inner.isEmpty()) {
        if (to instanceof ObjectNode object && one.getKey().startsWith("f:")) {
          object.set(one.getKey().substring(2), source.get().deepCopy());
        }
      } else if (target.isPresent()) {
        copyInto(inner, source.get(), target.get());
      }
    }
  }

  /** The leaves as lists of steps, for messages. */
  public List<String> leaves() {
    var found = new ArrayList<String>();
    leaves(fieldsV1, "", found);
    return found;
  }

  private static void leaves(ObjectNode fields, String path, List<String> found) {
    for (var one : fields.properties()) {
      var step =
          one.getKey().startsWith("f:")
              ? "." + one.getKey().substring(2)
              : "[" + one.getKey().substring(Math.min(2, one.getKey().length())) + "]";
      if (one.getValue() instanceof ObjectNode inner && !inner.isEmpty()) {
        leaves(inner, path + step, found);
      } else if (!one.getKey().equals(".")) {
        found.add(path + step);
      }
    }
  }

  private static Optional<JsonNode> find(String step, JsonNode in) {
    if (step.startsWith("f:")) {
      return Optional.ofNullable(in.get(step.substring(2)));
    }
    int index = in.isArray() ? indexOf(step, in) : -1;
    return index < 0 ? Optional.empty() : Optional.of(in.get(index));
  }

  private static int indexOf(String step, JsonNode list) {
    var wanted = parse(step.substring(Math.min(2, step.length())));
    if (step.startsWith("i:")) {
      return wanted.asInt(-1) < list.size() ? wanted.asInt(-1) : -1;
    }
    for (int i = 0; i < list.size(); i++) {
      if (step.startsWith("v:") ? list.get(i).equals(wanted) : hasKey(list.get(i), wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean hasKey(JsonNode element, JsonNode wanted) {
    return wanted
        .propertyStream()
        .allMatch(one -> ListKeys.value(one.getKey(), element).equals(one.getValue().asText()));
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException _) {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
