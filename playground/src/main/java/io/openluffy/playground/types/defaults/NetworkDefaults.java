package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults of services, endpoints and policies of the network. */
final class NetworkDefaults {
  private NetworkDefaults() {}

  static void service(ObjectNode service) {
    var spec = Fill.object(service, "spec");
    Fill.text(spec, "sessionAffinity", "None");
    if (spec.path("sessionAffinity").asText().equals("None")) {
      spec.remove("sessionAffinityConfig");
    } else {
      var clientIp = Fill.object(Fill.object(spec, "sessionAffinityConfig"), "clientIP");
      Fill.positive(clientIp, "timeoutSeconds", 10800);
    }
    Fill.text(spec, "type", "ClusterIP");
    Fill.each(spec, "ports", NetworkDefaults::servicePort);
    var type = spec.path("type").asText();
    if (type.equals("NodePort") || type.equals("LoadBalancer")) {
      Fill.text(spec, "externalTrafficPolicy", "Cluster");
    }
    if (!type.equals("ExternalName")) {
      Fill.text(spec, "internalTrafficPolicy", "Cluster");
    }
    if (type.equals("LoadBalancer")) {
      Fill.flag(spec, "allocateLoadBalancerNodePorts", true);
    }
  }

  private static void servicePort(ObjectNode port) {
    Fill.text(port, "protocol", "TCP");
    var target = port.path("targetPort");
    var none = target.isMissingNode() || target.isNull();
    if (none || (target.isNumber() && target.asInt() == 0) || target.asText().isEmpty()) {
      port.set("targetPort", port.path("port"));
    }
  }

  static void endpoints(ObjectNode endpoints) {
    Fill.each(
        endpoints,
        "subsets",
        subset -> Fill.each(subset, "ports", port -> Fill.text(port, "protocol", "TCP")));
  }

  static void endpointSlice(ObjectNode slice) {
    Fill.each(
        slice,
        "ports",
        port -> {
          PodDefaults.emptyText(port, "name");
          Fill.text(port, "protocol", "TCP");
        });
  }

  static void policy(ObjectNode policy) {
    var spec = Fill.object(policy, "spec");
    if (spec.path("policyTypes").isEmpty()) {
      var types = spec.putArray("policyTypes").add("Ingress");
      if (!spec.path("egress").isEmpty()) {
        types.add("Egress");
      }
    }
    for (var direction : new String[] {"ingress", "egress"}) {
      Fill.each(
          spec,
          direction,
          rule -> Fill.each(rule, "ports", port -> Fill.text(port, "protocol", "TCP")));
    }
  }

  static void ingressClass(ObjectNode ingressClass) {
    Fill.with(
        ingressClass.path("spec"),
        "parameters",
        parameters -> Fill.text(parameters, "scope", "Cluster"));
  }
}
