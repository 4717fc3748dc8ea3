package io.openluffy.kube.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Map;

/**
 * By which fields the elements of well-known lists are told apart, for merging without a schema.
 * Lists that are not named here are taken as one value.
 */
public final class ListKeys {
  private static final List<String> NAME = List.of("name");
  private static final Map<String, List<String>> BY_FIELD =
      Map.ofEntries(
          Map.entry("containers", NAME),
          Map.entry("initContainers", NAME),
          Map.entry("ephemeralContainers", NAME),
          Map.entry("volumes", NAME),
          Map.entry("env", NAME),
          Map.entry("imagePullSecrets", NAME),
          Map.entry("secrets", NAME),
          Map.entry("resourceClaims", NAME),
          Map.entry("volumeMounts", List.of("mountPath")),
          Map.entry("volumeDevices", List.of("devicePath")),
          Map.entry("hostAliases", List.of("ip")),
          Map.entry("ownerReferences", List.of("uid")),
          Map.entry("conditions", List.of("type")),
          Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")));

  private ListKeys() {}

  /** The key fields of a list; empty when it is one value. */
  public static List<String> of(String field, JsonNode list) {
    var keys = field.equals("ports") ? ports(list) : BY_FIELD.getOrDefault(field, List.of());
    if (keys.isEmpty() || !(list instanceof ArrayNode array)) {
      return List.of();
    }
    for (var element : array) {
      if (!element.isObject() || !element.has(keys.getFirst())) {
        return List.of();
      }
    }
    return keys;
  }

  private static List<String> ports(JsonNode list) {
    if (list.path(0).has("containerPort")) {
      return List.of("containerPort", "protocol");
    }
    return list.path(0).has("port") ? List.of("port", "protocol") : List.of();
  }

  /** Whether both elements have the same values in the key fields; protocol defaults to TCP. */
  public static boolean same(List<String> keys, JsonNode one, JsonNode other) {
    return keys.stream().allMatch(key -> value(key, one).equals(value(key, other)));
  }

  static String value(String key, JsonNode element) {
    var text = element.path(key).asText();
    return text.isEmpty() && key.equals("protocol") ? "TCP" : text;
  }
}
