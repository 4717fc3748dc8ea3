package io.openluffy.application.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.openluffy.kube.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Brings objects into the form in which they are compared. */
public final class NormaliseRules {
  private static final List<String> SERVER_METADATA =
      List.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "selfLink",
          "managedFields",
          "deletionTimestamp",
          "deletionGracePeriodSeconds");
  public static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final Set<String> ROLES = Set.of("Role", "ClusterRole");

  private NormaliseRules() {}

  /** {@code stringData} of a Secret becomes {@code data}, as the API server does it. */
  public static Manifest stringData(Manifest object) {
    if (!isSecret(object) || !object.view().has("stringData")) {
      return object;
    }
    return object.with(
        copy -> {
          var texts = copy.remove("stringData");
          var data = copy.get("data") instanceof ObjectNode there ? there : copy.putObject("data");
          texts.properties().forEach(one -> data.put(one.getKey(), encoded(one.getValue())));
          return copy;
        });
  }

  private static String encoded(JsonNode value) {
    var text = value.isNull() ? "" : value.asText();
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  public static boolean isSecret(Manifest object) {
    return object.kind().equals("Secret") && object.apiVersion().equals("v1");
  }

  /** Without status, what the server alone writes, and what means the same as nothing. */
  public static Manifest comparable(Manifest object) {
    return stringData(object)
        .with(
            copy -> {
              copy.remove("status");
              var metadata = copy.withObject("/metadata");
              metadata.remove(SERVER_METADATA);
              if (metadata.get("annotations") instanceof ObjectNode annotations) {
                annotations.remove(LAST_APPLIED);
              }
              tidyRoles(copy);
              if (isSecret(object) && copy.get("data") instanceof ObjectNode data) {
                fillNulls(data);
              }
              prune(copy);
              return copy;
            });
  }

  /** A value of a Secret that is null is an empty one. */
  private static void fillNulls(ObjectNode data) {
    for (var one : data.properties()) {
      if (one.getValue().isNull()) {
        one.setValue(TextNode.valueOf(""));
      }
    }
  }

  private static void tidyRoles(ObjectNode copy) {
    if (ROLES.contains(copy.path("kind").asText())
        && copy.path("apiVersion").asText().startsWith("rbac.")
        && (copy.path("rules").isNull() || copy.path("rules").isEmpty())) {
      copy.remove("rules");
    }
    if (copy.path("kind").asText().equals("ClusterRole") && copy.has("aggregationRule")) {
      copy.remove("rules");
    }
  }

  /** Takes out nulls, which servers drop, and empty maps of labels and annotations. */
  private static void prune(ObjectNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    for (var name : names) {
      var value = object.get(name);
      boolean emptyMap =
          value.isObject()
              && value.isEmpty()
              && (name.equals("annotations") || name.equals("labels"));
      if (value.isNull() || emptyMap || (name.equals("creationTimestamp") && value.isNull())) {
        object.remove(name);
      } else if (value instanceof ObjectNode inner) {
        prune(inner);
      } else if (value instanceof ArrayNode list) {
        list.forEach(
            one -> {
              if (one instanceof ObjectNode inner) {
                prune(inner);
              }
            });
      }
    }
  }
}
