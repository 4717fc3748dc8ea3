package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.FieldPath;
import java.util.HashSet;
import java.util.List;

/** Checks services, ingresses and network policies. */
final class NetworkChecks {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

  private NetworkChecks() {}

  static void service(JsonNode service, Complaints complaints) {
    var spec = service.path("spec");
    var type = spec.path("type").asText();
    var headless = spec.path("clusterIP").asText().equals("None");
    if (spec.path("ports").isEmpty() && !headless && !type.equals("ExternalName")) {
      complaints.required(SPEC.child("ports"), "");
    }
    Checks.oneOf(
        spec,
        "type",
        List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort"),
        SPEC,
        complaints);
    Checks.oneOf(spec, "sessionAffinity", List.of("ClientIP", "None"), SPEC, complaints);
    if (type.equals("ExternalName")) {
      Checks.required(spec, "externalName", SPEC, complaints);
    }
    MetadataChecks.labels(spec.path("selector"), SPEC.child("selector"), complaints);
    ports(spec.path("ports"), complaints);
    external(spec, type, complaints);
  }

  /** What only a service has that is reached from outside the cluster. */
  private static void external(JsonNode spec, String type, Complaints complaints) {
    if (!type.equals("ClusterIP")) {
      return;
    }
    if (spec.hasNonNull("externalTrafficPolicy")) {
      complaints.invalid(
          SPEC.child("externalTrafficPolicy"),
          spec.path("externalTrafficPolicy"),
          "may only be set for externally-accessible services");
    }
    var index = 0;
    for (var port : spec.path("ports")) {
      var at = SPEC.child("ports").index(index++).child("nodePort");
      if (port.path("nodePort").asInt() != 0) {
        complaints.forbidden(at, "may not be used when `type` is 'ClusterIP'");
      }
    }
  }

  private static void ports(JsonNode ports, Complaints complaints) {
    var seen = new HashSet<String>();
    var names = new HashSet<String>();
    var index = 0;
    for (var port : ports) {
      var at = SPEC.child("ports").index(index++);
      var name = port.path("name").asText();
      if (name.isEmpty() && ports.size() > 1) {
        complaints.required(at.child("name"), "");
      } else if (!name.isEmpty()) {
        complaints.invalid(at.child("name"), name, NameRules.label(name));
        if (!names.add(name)) {
          complaints.duplicate(at.child("name"), port.path("name"));
        }
      }
      Checks.port(port.path("port"), at.child("port"), complaints);
      Checks.oneOf(port, "protocol", PROTOCOLS, at, complaints);
      Checks.port(port.path("targetPort"), at.child("targetPort"), complaints);
      if (!seen.add(port.path("port").asText() + "/" + port.path("protocol").asText())) {
        ObjectNode shown = ((ObjectNode) port).objectNode();
        shown.set("protocol", port.path("protocol"));
        shown.set("port", port.path("port"));
        complaints.duplicate(at, shown);
      }
    }
  }

  static void serviceUpdated(JsonNode before, JsonNode after, Complaints complaints) {
    var old = before.path("spec");
    var now = after.path("spec");
    var external =
        old.path("type").asText().equals("ExternalName")
            || now.path("type").asText().equals("ExternalName");
    if (!external
        && !old.path("clusterIP").asText().isEmpty()
        && !old.path("clusterIP").equals(now.path("clusterIP"))) {
      complaints.invalid(
          SPEC.child("clusterIPs").index(0), now.path("clusterIPs"), "may not change once set");
    }
  }

  static void ingress(JsonNode ingress, Complaints complaints) {
    var spec = ingress.path("spec");
    if (spec.path("rules").isEmpty() && !spec.path("defaultBackend").isObject()) {
      complaints.invalid(
          SPEC, spec.path("rules"), "either `defaultBackend` or `rules` must be specified");
    }
    if (spec.path("defaultBackend").isObject()) {
      backend(spec.path("defaultBackend"), SPEC.child("defaultBackend"), complaints);
    }
    var index = 0;
    for (var rule : spec.path("rules")) {
      var at = SPEC.child("rules").index(index++);
      host(rule.path("host").asText(), at.child("host"), complaints);
      var number = 0;
      for (var path : rule.path("http").path("paths")) {
        path(path, at.child("http").child("paths").index(number++), complaints);
      }
      if (rule.path("http").isObject() && number == 0) {
        complaints.required(at.child("http").child("paths"), "");
      }
    }
  }

  private static void host(String host, FieldPath at, Complaints complaints) {
    if (host.isEmpty()) {
      return;
    }
    var checked = host.startsWith("*.") ? host.substring(2) : host;
    complaints.invalid(at, host, NameRules.subdomain(checked));
  }

  private static void path(JsonNode path, FieldPath at, Complaints complaints) {
    var type = path.path("pathType");
    if (type.asText("").isEmpty()) {
      complaints.required(at.child("pathType"), "pathType must be specified");
    } else {
      Checks.oneOf(
          path, "pathType", List.of("Exact", "ImplementationSpecific", "Prefix"), at, complaints);
    }
    var text = path.path("path").asText();
    var optional = type.asText().equals("ImplementationSpecific") && text.isEmpty();
    if (!text.startsWith("/") && !optional) {
      complaints.invalid(at.child("path"), text, "must be an absolute path");
    }
    backend(path.path("backend"), at.child("backend"), complaints);
  }

  private static void backend(JsonNode backend, FieldPath at, Complaints complaints) {
    var service = backend.path("service");
    if (backend.path("resource").isObject()) {
      if (service.isObject()) {
        complaints.invalid(at, "", "cannot set both resource and service backends");
      }
      return;
    }
    if (!service.isObject()) {
      complaints.required(at, "resource or service backend is required");
      return;
    }
    var name = service.path("name").asText();
    if (name.isEmpty()) {
      complaints.required(at.child("service").child("name"), "");
    } else {
      complaints.invalid(at.child("service").child("name"), name, NameRules.dns1035(name));
    }
    var port = service.path("port");
    var named = !port.path("name").asText().isEmpty();
    if (named && port.path("number").asInt() != 0) {
      complaints.invalid(at, "", "cannot set both port name & port number");
    } else if (!named && port.path("number").asInt() == 0) {
      complaints.required(at, "port name or number is required");
    } else if (!named) {
      Checks.port(
          port.path("number"), at.child("service").child("port").child("number"), complaints);
    }
  }

  static void policy(JsonNode policy, Complaints complaints) {
    var spec = policy.path("spec");
    Checks.selector(spec.path("podSelector"), SPEC.child("podSelector"), complaints);
    var index = 0;
    for (var type : spec.path("policyTypes")) {
      if (!List.of("Egress", "Ingress").contains(type.asText())) {
        complaints.unsupported(
            SPEC.child("policyTypes").index(index), type, List.of("Egress", "Ingress"));
      }
      index++;
    }
  }
}
