package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.FieldPath;

/** Checks config maps and secrets. */
final class ConfigChecks {
  private static final int MOST_BYTES = 1024 * 1024;
  private static final String FIXED = "field is immutable when `immutable` is set";

  private ConfigChecks() {}

  static void configMap(JsonNode map, Complaints complaints) {
    var size = keys(map, "data", complaints) + keys(map, "binaryData", complaints);
    for (var key : map.path("binaryData").properties()) {
      if (map.path("data").has(key.getKey())) {
        complaints.invalid(
            FieldPath.of("data").key(key.getKey()),
            key.getKey(),
            "duplicate of key present in binaryData");
      }
    }
    if (size > MOST_BYTES) {
      complaints.tooLong(FieldPath.of("[]"), MOST_BYTES);
    }
  }

  static void secret(JsonNode secret, Complaints complaints) {
    if (keys(secret, "data", complaints) > MOST_BYTES) {
      complaints.tooLong(FieldPath.of("data"), MOST_BYTES);
    }
    var data = secret.path("data");
    switch (secret.path("type").asText()) {
      case "kubernetes.io/dockerconfigjson" -> needs(data, ".dockerconfigjson", complaints);
      case "kubernetes.io/dockercfg" -> needs(data, ".dockercfg", complaints);
      case "kubernetes.io/ssh-auth" -> needs(data, "ssh-privatekey", complaints);
      case "kubernetes.io/tls" -> {
        needs(data, "tls.crt", complaints);
        needs(data, "tls.key", complaints);
      }
      case "kubernetes.io/basic-auth" -> {
        if (!data.has("username") && !data.has("password")) {
          complaints.required(FieldPath.of("data").key("username"), "");
          complaints.required(FieldPath.of("data").key("password"), "");
        }
      }
      default -> {}
    }
  }

  private static void needs(JsonNode data, String key, Complaints complaints) {
    if (!data.has(key)) {
      complaints.required(FieldPath.of("data").key(key), "");
    }
  }

  private static long keys(JsonNode object, String field, Complaints complaints) {
    var size = 0L;
    for (var entry : object.path(field).properties()) {
      complaints.invalid(
          FieldPath.of(field).key(entry.getKey()),
          entry.getKey(),
          NameRules.configKey(entry.getKey()));
      size += entry.getValue().asText().length();
    }
    return size;
  }

  static void updated(String kind, JsonNode before, JsonNode after, Complaints complaints) {
    if (kind.equals("Secret")) {
      Checks.immutable(before, after, "type", FieldPath.ROOT, complaints);
    }
    if (!before.path("immutable").asBoolean()) {
      return;
    }
    if (!after.path("immutable").asBoolean()) {
      complaints.forbidden(FieldPath.of("immutable"), FIXED);
    }
    for (var field : new String[] {"data", "binaryData"}) {
      if (!before.path(field).equals(after.path(field))) {
        complaints.forbidden(FieldPath.of(field), FIXED);
      }
    }
  }
}
