package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Defaults of secrets, namespaces and limit ranges. */
final class CoreDefaults {
  private CoreDefaults() {}

  static void secret(ObjectNode secret) {
    Fill.text(secret, "type", "Opaque");
    if (secret.remove("stringData") instanceof ObjectNode clear && !clear.isEmpty()) {
      var data = Fill.object(secret, "data");
      clear
          .properties()
          .forEach(entry -> data.put(entry.getKey(), base64(entry.getValue().asText(""))));
    }
  }

  private static String base64(String clear) {
    return Base64.getEncoder().encodeToString(clear.getBytes(StandardCharsets.UTF_8));
  }

  static void namespace(ObjectNode namespace) {
    var metadata = Fill.object(namespace, "metadata");
    var name = metadata.path("name").asText();
    if (!name.isEmpty()) {
      Fill.object(metadata, "labels").put("kubernetes.io/metadata.name", name);
    }
  }

  /** Fields that an event shows even when they are empty. */
  static void event(ObjectNode event) {
    Fill.object(event, "source");
    for (var time : new String[] {"eventTime", "firstTimestamp", "lastTimestamp"}) {
      if (!event.has(time)) {
        event.putNull(time);
      }
    }
    PodDefaults.emptyText(event, "reportingComponent");
    PodDefaults.emptyText(event, "reportingInstance");
  }

  /** A container's default is its maximum, and what it asks for is its default. */
  static void limitRange(ObjectNode range) {
    Fill.each(
        range.path("spec"),
        "limits",
        limit -> {
          if (limit.path("type").asText().equals("Container")) {
            copyMissing(limit, "max", "default");
            copyMissing(limit, "default", "defaultRequest");
            copyMissing(limit, "min", "defaultRequest");
          }
        });
  }

  private static void copyMissing(ObjectNode limit, String from, String to) {
    limit
        .path(from)
        .properties()
        .forEach(
            entry -> {
              var target = Fill.object(limit, to);
              if (!target.has(entry.getKey())) {
                target.set(entry.getKey(), entry.getValue());
              }
            });
  }
}
