package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Defaults of the kinds that extend the API itself. */
final class ExtensionDefaults {
  private ExtensionDefaults() {}

  static void apply(String kind, ObjectNode object) {
    switch (kind) {
      case "CustomResourceDefinition" -> definition(Fill.object(object, "spec"));
      case "MutatingWebhookConfiguration" ->
          Fill.each(object, "webhooks", ExtensionDefaults::mutatingWebhook);
      case "ValidatingWebhookConfiguration" ->
          Fill.each(object, "webhooks", ExtensionDefaults::webhook);
      case "ValidatingAdmissionPolicy" -> admissionPolicy(Fill.object(object, "spec"));
      case "APIService" ->
          Fill.with(object.path("spec"), "service", service -> Fill.number(service, "port", 443));
      case "PriorityClass" -> Fill.text(object, "preemptionPolicy", "PreemptLowerPriority");
      default -> {}
    }
  }

  private static void definition(ObjectNode spec) {
    var names = Fill.object(spec, "names");
    var kind = names.path("kind").asText();
    if (!kind.isEmpty()) {
      Fill.text(names, "singular", kind.toLowerCase(Locale.ROOT));
      Fill.text(names, "listKind", kind + "List");
    }
    var conversion = Fill.object(spec, "conversion");
    Fill.text(conversion, "strategy", "None");
    Fill.with(
        conversion.path("webhook").path("clientConfig"),
        "service",
        service -> Fill.number(service, "port", 443));
  }

  private static void mutatingWebhook(ObjectNode webhook) {
    Fill.text(webhook, "reinvocationPolicy", "Never");
    webhook(webhook);
  }

  private static void webhook(ObjectNode webhook) {
    Fill.text(webhook, "failurePolicy", "Fail");
    Fill.number(webhook, "timeoutSeconds", 10);
    matching(webhook);
    rules(webhook, "rules");
    Fill.with(
        webhook.path("clientConfig"), "service", service -> Fill.number(service, "port", 443));
  }

  private static void admissionPolicy(ObjectNode spec) {
    Fill.text(spec, "failurePolicy", "Fail");
    Fill.with(
        spec,
        "matchConstraints",
        constraints -> {
          matching(constraints);
          rules(constraints, "resourceRules");
        });
  }

  private static void matching(ObjectNode in) {
    Fill.text(in, "matchPolicy", "Equivalent");
    Fill.object(in, "namespaceSelector");
    Fill.object(in, "objectSelector");
  }

  private static void rules(JsonNode in, String field) {
    Fill.each(in, field, rule -> Fill.text(rule, "scope", "*"));
  }
}
