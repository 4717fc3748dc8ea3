package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** Rows of autoscalers, disruption budgets, role bindings and what extends the API. */
final class PolicyRows {
  private PolicyRows() {}

  static void autoscaler(Cells cells) {
    var spec = cells.spec();
    var target = spec.path("scaleTargetRef");
    cells
        .name()
        .text(target.path("kind").asText() + "/" + target.path("name").asText())
        .text(metrics(spec, cells.status()))
        .text(spec.path("minReplicas"), Words.UNSET)
        .number(spec.path("maxReplicas"))
        .number(cells.status().path("currentReplicas"))
        .age();
  }

  private static String metrics(JsonNode spec, JsonNode status) {
    var words = new ArrayList<String>();
    if (spec.has("targetCPUUtilizationPercentage")) {
      var current = status.path("currentCPUUtilizationPercentage");
      words.add(
          "cpu: " + percent(current) + "/" + percent(spec.path("targetCPUUtilizationPercentage")));
    }
    var index = 0;
    for (var metric : spec.path("metrics")) {
      words.add(metric(metric, status.path("currentMetrics").path(index++)));
    }
    if (words.isEmpty()) {
      return Words.NONE;
    }
    return words.size() > 2
        ? String.join(", ", words.subList(0, 2)) + " + " + (words.size() - 2) + " more..."
        : String.join(", ", words);
  }

  private static String metric(JsonNode metric, JsonNode current) {
    var type = metric.path("type").asText();
    var field = Character.toLowerCase(type.charAt(0)) + type.substring(1);
    var target = metric.path(field).path("target");
    var now = current.path(field).path("current");
    var name = metric.path(field).path("name").asText();
    var prefix = name.isEmpty() ? "" : name + ": ";
    if (target.has("averageUtilization")) {
      return prefix
          + percent(now.path("averageUtilization"))
          + "/"
          + percent(target.path("averageUtilization"));
    }
    var value = target.has("averageValue") ? "averageValue" : "value";
    var average = target.has("averageValue") && !type.equals("Pods") && prefix.isEmpty();
    return prefix
        + now.path(value).asText("<unknown>")
        + "/"
        + target.path(value).asText("<auto>")
        + (average ? " (avg)" : "");
  }

  private static String percent(JsonNode share) {
    return share.isNumber() ? share.asInt() + "%" : "<unknown>";
  }

  static void disruptionBudget(Cells cells) {
    cells
        .name()
        .text(cells.spec().path("minAvailable"), "N/A")
        .text(cells.spec().path("maxUnavailable"), "N/A")
        .number(cells.status().path("disruptionsAllowed"))
        .age();
  }

  static void binding(Cells cells) {
    var role = cells.object().path("roleRef");
    cells
        .name()
        .text(role.path("kind").asText() + "/" + role.path("name").asText())
        .age()
        .text(subjects(cells.object(), "User"))
        .text(subjects(cells.object(), "Group"))
        .text(subjects(cells.object(), "ServiceAccount"));
  }

  private static String subjects(JsonNode binding, String kind) {
    return binding
        .path("subjects")
        .valueStream()
        .filter(subject -> subject.path("kind").asText().equals(kind))
        .map(
            subject ->
                (kind.equals("ServiceAccount") ? subject.path("namespace").asText() + "/" : "")
                    + subject.path("name").asText())
        .collect(Collectors.joining(", "));
  }

  static void webhooks(Cells cells) {
    cells.name().number(cells.object().path("webhooks").size()).age();
  }

  static void admissionPolicy(Cells cells) {
    var kind = cells.spec().path("paramKind");
    cells
        .name()
        .number(cells.spec().path("validations").size())
        .text(
            kind.isObject()
                ? kind.path("apiVersion").asText() + "/" + kind.path("kind").asText()
                : Words.UNSET)
        .age();
  }

  static void admissionBinding(Cells cells) {
    var parameter = cells.spec().path("paramRef");
    var namespace = parameter.path("namespace").asText();
    var name = parameter.path("name").asText();
    var words = namespace.isEmpty() ? name : namespace + "/" + name;
    cells
        .name()
        .text(cells.spec().path("policyName"))
        .text(parameter.isObject() ? words : Words.UNSET)
        .age();
  }

  static void apiService(Cells cells) {
    var service = cells.spec().path("service");
    var available = "Unknown";
    for (var condition : cells.status().path("conditions")) {
      if (condition.path("type").asText().equals("Available")) {
        var reason = condition.path("reason").asText();
        var status = condition.path("status").asText();
        available = status.equals("True") ? status : status + " (" + reason + ")";
      }
    }
    cells
        .name()
        .text(
            service.isObject()
                ? service.path("namespace").asText() + "/" + service.path("name").asText()
                : "Local")
        .text(available)
        .age();
  }

  static void priorityClass(Cells cells) {
    cells
        .name()
        .number(cells.object().path("value"))
        .flag(cells.object().path("globalDefault"))
        .age()
        .text(cells.object().path("preemptionPolicy"));
  }

  static void signingRequest(Cells cells) {
    var spec = cells.spec();
    var seconds = spec.path("expirationSeconds");
    cells
        .name()
        .age()
        .text(spec.path("signerName"), Words.NONE)
        .text(spec.path("username"), Words.NONE)
        .text(
            seconds.isNumber()
                ? HumanDuration.of(Duration.ofSeconds(seconds.asLong()))
                : Words.NONE)
        .text(signingStatus(cells.status()));
  }

  private static String signingStatus(JsonNode status) {
    var words = new ArrayList<String>();
    for (var type : new String[] {"Approved", "Denied", "Failed"}) {
      if (Words.hasCondition(status, type)) {
        words.add(type);
      }
    }
    if (!status.path("certificate").asText().isEmpty()) {
      words.add("Issued");
    }
    return words.isEmpty() ? "Pending" : String.join(",", words);
  }
}
