package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;

/** What the API decides about a service's addresses beyond plain defaults. */
final class ServiceRules {
  private ServiceRules() {}

  static void created(ObjectNode service) {
    if (service.path("spec") instanceof ObjectNode spec) {
      families(spec);
    }
  }

  /** A writer who does not name the addresses means those that the service has. */
  static void updated(ObjectNode before, ObjectNode after) {
    if (!(after.path("spec") instanceof ObjectNode spec)) {
      return;
    }
    var old = before.path("spec");
    if (hasAddress(old) && hasAddress(spec)) {
      carry(old, spec, "clusterIP");
      carry(old, spec, "clusterIPs");
      carry(old, spec, "ipFamilies");
      carry(old, spec, "ipFamilyPolicy");
    }
    if (hasNodePorts(old) && hasNodePorts(spec)) {
      carryNodePorts(old, spec);
    }
    if (!hasAddress(spec)) {
      spec.remove(List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"));
    }
    if (!hasNodePorts(spec)) {
      spec.remove("externalTrafficPolicy");
      dropNodePorts(old, spec);
    }
    if (!hasAddress(spec) && hasAddress(old)) {
      spec.remove("internalTrafficPolicy");
    }
    families(spec);
  }

  static boolean hasAddress(JsonNode spec) {
    return !spec.path("type").asText().equals("ExternalName");
  }

  static boolean hasNodePorts(JsonNode spec) {
    var type = spec.path("type").asText();
    return type.equals("NodePort")
        || (type.equals("LoadBalancer")
            && spec.path("allocateLoadBalancerNodePorts").asBoolean(true));
  }

  private static void families(ObjectNode spec) {
    if (!hasAddress(spec)) {
      return;
    }
    if (spec.path("ipFamilyPolicy").asText().isEmpty()) {
      spec.put("ipFamilyPolicy", "SingleStack");
    }
    if (spec.path("ipFamilies").isEmpty()) {
      spec.putArray("ipFamilies").add("IPv4");
    }
  }

  private static void carry(JsonNode old, ObjectNode spec, String field) {
    var value = spec.path(field);
    if (value.isMissingNode() || value.isNull() || (value.isEmpty() && value.asText().isEmpty())) {
      WriteRules.keep(spec, old, field);
    }
  }

  /** The ports of a type that the service is no more; those that a writer names anew are wrong. */
  private static void dropNodePorts(JsonNode old, ObjectNode spec) {
    if (!hasNodePorts(old)) {
      return;
    }
    var known = new HashSet<Integer>();
    old.path("ports").forEach(port -> known.add(port.path("nodePort").asInt()));
    for (var port : spec.path("ports")) {
      if (known.contains(port.path("nodePort").asInt())) {
        ((ObjectNode) port).remove("nodePort");
      }
    }
  }

  private static void carryNodePorts(JsonNode old, ObjectNode spec) {
    for (var port : spec.path("ports")) {
      if (port.path("nodePort").asInt() != 0) {
        continue;
      }
      for (var known : old.path("ports")) {
        var same =
            known.path("port").asInt() == port.path("port").asInt()
                && known.path("protocol").asText().equals(port.path("protocol").asText());
        if (same && known.path("nodePort").asInt() != 0) {
          ((ObjectNode) port).put("nodePort", known.path("nodePort").asInt());
        }
      }
    }
  }
}
