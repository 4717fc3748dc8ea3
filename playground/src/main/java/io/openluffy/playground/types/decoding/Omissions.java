package io.openluffy.playground.types.decoding;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.Schema;
import java.util.Set;

/**
 * Which empty values a stored object does not show.
 *
 * <p>Kubernetes' own types can't tell such a value from an absent one: an empty list or map, an
 * empty text, and for some fields zero and false.
 */
final class Omissions {
  /** Texts that mean something even when they are empty. */
  private static final Set<String> EMPTY_TEXT_COUNTS =
      Set.of(
          "apiGroup",
          "appProtocol",
          "ingressClassName",
          "loadBalancerClass",
          "runtimeClassName",
          "schedule",
          "service",
          "storageClassName",
          "volumeAttributesClassName");

  private static final Set<String> FALSE_IS_ABSENT =
      Set.of(
          "hostIPC",
          "hostNetwork",
          "hostPID",
          "paused",
          "publishNotReadyAddresses",
          "readOnly",
          "stdin",
          "stdinOnce",
          "tty",
          "unschedulable");

  private static final Set<String> ZERO_IS_ABSENT =
      Set.of(
          "healthCheckNodePort",
          "hostPort",
          "initialDelaySeconds",
          "minReadySeconds",
          "nodePort",
          "observedGeneration");

  /** Counts of a status that are shown even when they are zero. */
  private static final Set<String> ZERO_COUNTS =
      Set.of("availableReplicas", "ready", "terminating", "currentReplicas");

  private Omissions() {}

  static boolean isOmitted(Schema owner, String name, Schema field, JsonNode value) {
    if (owner.required().contains(name)) {
      return false;
    }
    return switch (field.kind()) {
      case MAP, LIST -> value.isEmpty();
      case STRING -> isEmptyText(owner, name, field, value);
      case BOOLEAN -> !value.asBoolean() && FALSE_IS_ABSENT.contains(name);
      case INTEGER -> value.asLong() == 0 && isZeroAbsent(owner, name);
      case OBJECT, NUMBER, INT_OR_STRING, ANY -> false;
    };
  }

  private static boolean isEmptyText(Schema owner, String name, Schema field, JsonNode value) {
    if (!value.asText().isEmpty() || EMPTY_TEXT_COUNTS.contains(name)) {
      return false;
    }
    var isPortName =
        name.equals("name") && owner.definition().endsWith("discovery.v1.EndpointPort");
    var isPathType = name.equals("type") && owner.definition().endsWith(".HostPathVolumeSource");
    var isReporter = name.startsWith("reporting");
    return !isPortName && !isPathType && !isReporter && field.format().isEmpty();
  }

  private static boolean isZeroAbsent(Schema owner, String name) {
    if (ZERO_IS_ABSENT.contains(name)) {
      return true;
    }
    var statefulSet = owner.definition().endsWith(".StatefulSetStatus");
    return owner.definition().endsWith("Status")
        && !(ZERO_COUNTS.contains(name)
            && (statefulSet || owner.definition().endsWith(".JobStatus")))
        && !owner.definition().endsWith("ContainerStatus");
  }
}
