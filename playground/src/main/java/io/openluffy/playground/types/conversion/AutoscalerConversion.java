package io.openluffy.playground.types.conversion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Version 1 of the autoscaler knows one measure, the share of CPU; version 2 has a list. */
final class AutoscalerConversion {
  private static final String METRICS = "autoscaling.alpha.kubernetes.io/metrics";
  private static final String CONDITIONS = "autoscaling.alpha.kubernetes.io/conditions";
  private static final String TARGET = "targetCPUUtilizationPercentage";
  private static final String CURRENT = "currentCPUUtilizationPercentage";

  private AutoscalerConversion() {}

  static ObjectNode toV1(ObjectNode autoscaler) {
    var copy = autoscaler.deepCopy();
    copy.put("apiVersion", "autoscaling/v1");
    if (copy.path("spec") instanceof ObjectNode spec) {
      var others = copy.arrayNode();
      for (var metric : spec.path("metrics")) {
        var share = metric.path("resource").path("target").path("averageUtilization");
        if (isCpu(metric) && share.isNumber()) {
          spec.set(TARGET, share);
        } else {
          others.add(metric);
        }
      }
      spec.remove("metrics");
      spec.remove("behavior");
      keep(copy, METRICS, others);
    }
    if (copy.path("status") instanceof ObjectNode status) {
      for (var metric : status.path("currentMetrics")) {
        var share = metric.path("resource").path("current").path("averageUtilization");
        if (isCpu(metric) && share.isNumber()) {
          status.set(CURRENT, share);
        }
      }
      status.remove("currentMetrics");
      keep(copy, CONDITIONS, status.path("conditions"));
      status.remove("conditions");
      if (!status.has("currentReplicas")) {
        status.put("currentReplicas", 0);
      }
    }
    return copy;
  }

  static ObjectNode toV2(ObjectNode autoscaler) {
    var copy = autoscaler.deepCopy();
    copy.put("apiVersion", "autoscaling/v2");
    if (copy.path("spec") instanceof ObjectNode spec) {
      var metrics = spec.withArrayProperty("metrics");
      addCpu(metrics, spec.remove(TARGET), "target");
      otherMetrics(copy, metrics);
      if (metrics.isEmpty()) {
        spec.remove("metrics");
      }
    }
    otherConditions(copy);
    if (copy.path("status") instanceof ObjectNode status) {
      var share = status.remove(CURRENT);
      if (share == null) {
        status.putNull("currentMetrics");
      } else {
        addCpu(status.putArray("currentMetrics"), share, "current");
      }
    }
    return copy;
  }

  private static boolean isCpu(JsonNode metric) {
    return metric.path("type").asText().equals("Resource")
        && metric.path("resource").path("name").asText().equals("cpu");
  }

  private static void addCpu(ArrayNode metrics, @Nullable JsonNode share, String field) {
    if (share == null) {
      return;
    }
    var resource = metrics.addObject().put("type", "Resource").putObject("resource");
    var target = resource.put("name", "cpu").putObject(field);
    if (field.equals("target")) {
      target.put("type", "Utilization");
    }
    target.set("averageUtilization", share);
  }

  /** What version 1 can't say travels in an annotation. */
  private static void keep(ObjectNode copy, String annotation, JsonNode list) {
    if (!list.isEmpty()) {
      copy.withObjectProperty("metadata")
          .withObjectProperty("annotations")
          .put(annotation, list.toString());
    }
  }

  private static void otherMetrics(ObjectNode copy, ArrayNode metrics) {
    kept(copy, METRICS).forEach(metrics::add);
  }

  private static void otherConditions(ObjectNode copy) {
    var conditions = kept(copy, CONDITIONS);
    if (!conditions.isEmpty()) {
      copy.withObjectProperty("status").set("conditions", conditions);
    }
  }

  /** Takes out what travelled in an annotation; something else there stays as it is. */
  private static JsonNode kept(ObjectNode copy, String annotation) {
    if (copy.path("metadata").path("annotations") instanceof ObjectNode annotations
        && annotations.has(annotation)) {
      try {
        var list = new ObjectMapper().readTree(annotations.path(annotation).asText());
        if (list.isArray()) {
          annotations.remove(annotation);
          if (annotations.isEmpty()) {
            copy.withObjectProperty("metadata").remove("annotations");
          }
          return list;
        }
      } catch (JsonProcessingException e) {
        return copy.arrayNode();
      }
    }
    return copy.arrayNode();
  }
}
