package io.openluffy.application.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.openluffy.application.Health;
import io.openluffy.application.HealthAnswer;
import io.openluffy.kube.Manifest;
import java.util.Set;

/** The health of a HorizontalPodAutoscaler; that of v1 has its conditions in an annotation. */
final class AutoscalerHealthRules {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CONDITIONS = "autoscaling.alpha.kubernetes.io/conditions";
  private static final Set<String> VERSIONS = Set.of("v1", "v2", "v2beta1", "v2beta2");
  private static final HealthAnswer WAITING =
      new HealthAnswer(Health.PROGRESSING, "Waiting to Autoscale");
  private static final Set<String> DEGRADED =
      Set.of(
          "AbleToScale/FailedGetScale",
          "AbleToScale/FailedUpdateScale",
          "ScalingActive/FailedGetResourceMetric",
          "ScalingActive/FailedGetContainerResourceMetric",
          "ScalingActive/FailedGetObjectMetric",
          "ScalingActive/FailedGetPodsMetric",
          "ScalingActive/FailedGetExternalMetric",
          "ScalingActive/InvalidSelector");

  private AutoscalerHealthRules() {}

  static HealthAnswer of(Manifest live) {
    if (!VERSIONS.contains(live.gvk().version())) {
      return new HealthAnswer(
          Health.UNKNOWN,
          "unsupported HPA GVK: " + live.apiVersion() + ", Kind=HorizontalPodAutoscaler");
    }
    if (!live.gvk().version().equals("v1")) {
      return byConditions(live.at("/status/conditions"));
    }
    var written = live.annotation(CONDITIONS);
    if (written.isEmpty()) {
      return WAITING;
    }
    try {
      return byConditions(JSON.readTree(written.get()));
    } catch (JsonProcessingException e) {
      return new HealthAnswer(
          Health.UNKNOWN,
          "failed to convert conditions annotation to typed: " + e.getOriginalMessage());
    }
  }

  private static HealthAnswer byConditions(JsonNode conditions) {
    for (var condition : conditions) {
      if (DEGRADED.contains(text(condition, "type") + "/" + text(condition, "reason"))) {
        return new HealthAnswer(Health.DEGRADED, text(condition, "message"));
      }
    }
    for (var condition : conditions) {
      var type = text(condition, "type");
      if ((type.equals("AbleToScale") || type.equals("ScalingLimited"))
          && text(condition, "status").equals("True")) {
        return new HealthAnswer(Health.HEALTHY, text(condition, "message"));
      }
    }
    return WAITING;
  }

  private static String text(JsonNode condition, String field) {
    return condition.path(field).asText();
  }
}
