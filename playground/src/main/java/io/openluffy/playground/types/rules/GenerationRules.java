package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ResourceType;
import java.util.Set;

/** Which kinds count their generations, and what makes the next one. */
final class GenerationRules {
  /** Built-in kinds that count changes of {@code spec}. */
  private static final Set<String> BY_SPEC =
      Set.of(
          "pods",
          "replicationcontrollers",
          "deployments.apps",
          "replicasets.apps",
          "statefulsets.apps",
          "daemonsets.apps",
          "jobs.batch",
          "cronjobs.batch",
          "ingresses.networking.k8s.io",
          "ingressclasses.networking.k8s.io",
          "networkpolicies.networking.k8s.io",
          "poddisruptionbudgets.policy",
          "customresourcedefinitions.apiextensions.k8s.io",
          "validatingadmissionpolicies.admissionregistration.k8s.io",
          "validatingadmissionpolicybindings.admissionregistration.k8s.io",
          "flowschemas.flowcontrol.apiserver.k8s.io",
          "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io",
          "resourceslices.resource.k8s.io");

  /** Built-in kinds that count changes of anything but metadata. */
  private static final Set<String> BY_CONTENT =
      Set.of(
          "podtemplates",
          "endpointslices.discovery.k8s.io",
          "mutatingwebhookconfigurations.admissionregistration.k8s.io",
          "validatingwebhookconfigurations.admissionregistration.k8s.io");

  private static final Set<String> ALWAYS_ONE = Set.of("priorityclasses.scheduling.k8s.io");

  private GenerationRules() {}

  static boolean counts(ResourceType type) {
    var name = type.qualifiedName();
    return type.custom()
        || BY_SPEC.contains(name)
        || BY_CONTENT.contains(name)
        || ALWAYS_ONE.contains(name);
  }

  /**
   * Sets the generation of an updated object: the stored one, or the next.
   *
   * @param counted what the writer changed, as far as it counts
   */
  static void count(ResourceType type, ObjectNode before, JsonNode counted, ObjectNode after) {
    var generation = before.path("metadata").path("generation").asInt();
    var metadata = WriteRules.metadata(after);
    if (counts(type)) {
      metadata.put("generation", changed(type, before, counted) ? generation + 1 : generation);
    } else {
      WriteRules.keep(metadata, before.path("metadata"), "generation");
    }
  }

  private static boolean changed(ResourceType type, JsonNode before, JsonNode after) {
    var name = type.qualifiedName();
    if (type.custom() || BY_CONTENT.contains(name)) {
      return !content(before, type.hasStatus()).equals(content(after, type.hasStatus()));
    }
    if (ALWAYS_ONE.contains(name)) {
      return false;
    }
    return !before.path("spec").equals(after.path("spec"))
        || (name.equals("deployments.apps") && !annotations(before).equals(annotations(after)));
  }

  private static JsonNode annotations(JsonNode object) {
    return object.path("metadata").path("annotations");
  }

  private static ObjectNode content(JsonNode object, boolean statusApart) {
    var content = ((ObjectNode) object).objectNode();
    object
        .properties()
        .forEach(
            field -> {
              var name = field.getKey();
              var apart =
                  name.equals("metadata")
                      || name.equals("apiVersion")
                      || (statusApart && name.equals("status"));
              if (!apart) {
                content.set(name, field.getValue());
              }
            });
    return content;
  }
}
