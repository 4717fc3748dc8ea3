package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rows of services, endpoints, ingresses and network policies. */
final class NetworkRows {
  private NetworkRows() {}

  static void service(Cells cells) {
    var spec = cells.spec();
    var ports = spec.path("ports").valueStream().map(NetworkRows::port);
    cells
        .name()
        .text(spec.path("type"))
        .text(spec.path("clusterIPs").path(0), spec.path("clusterIP").asText(Words.NONE))
        .text(externalAddress(spec, cells.status()))
        .text(Words.orNone(ports.collect(Collectors.joining(","))))
        .age()
        .text(Words.labels(spec.path("selector")));
  }

  private static String port(JsonNode port) {
    var node = port.path("nodePort").asInt();
    return port.path("port").asInt()
        + (node > 0 ? ":" + node : "")
        + "/"
        + port.path("protocol").asText();
  }

  private static String externalAddress(JsonNode spec, JsonNode status) {
    var given = Words.join(spec.path("externalIPs"), ",");
    return switch (spec.path("type").asText()) {
      case "ExternalName" -> spec.path("externalName").asText();
      case "LoadBalancer" -> {
        var balancer = balancer(status);
        var both =
            balancer.isEmpty() || given.isEmpty() ? balancer + given : balancer + "," + given;
        yield both.isEmpty() ? "<pending>" : both;
      }
      default -> Words.orNone(given);
    };
  }

  private static String balancer(JsonNode status) {
    var addresses = new TreeSet<String>();
    for (var ingress : status.path("loadBalancer").path("ingress")) {
      var ip = ingress.path("ip").asText();
      addresses.add(ip.isEmpty() ? ingress.path("hostname").asText() : ip);
    }
    return String.join(",", addresses);
  }

  static void ingress(Cells cells) {
    var spec = cells.spec();
    var annotated =
        cells.object().path("metadata").path("annotations").path("kubernetes.io/ingress.class");
    var hosts = new ArrayList<String>();
    for (var rule : spec.path("rules")) {
      if (!rule.path("host").asText().isEmpty()) {
        hosts.add(rule.path("host").asText());
      }
    }
    cells
        .name()
        .text(spec.path("ingressClassName"), annotated.asText(Words.NONE))
        .text(hosts.isEmpty() ? "*" : Words.some(hosts, ","))
        .text(balancer(cells.status()))
        .text(spec.path("tls").isEmpty() ? "80" : "80, 443")
        .age();
  }

  static void ingressClass(Cells cells) {
    var parameters = cells.spec().path("parameters");
    var words = Words.NONE;
    if (parameters.isObject()) {
      var group = parameters.path("apiGroup").asText();
      words =
          parameters.path("kind").asText()
              + (group.isEmpty() ? "" : "." + group)
              + "/"
              + parameters.path("name").asText();
    }
    cells.name().text(cells.spec().path("controller")).text(words).age();
  }

  static void endpoints(Cells cells) {
    var all = new ArrayList<String>();
    for (var subset : cells.object().path("subsets")) {
      for (var address : subset.path("addresses")) {
        var ip = address.path("ip").asText();
        if (subset.path("ports").isEmpty()) {
          all.add(ip);
        }
        subset.path("ports").forEach(port -> all.add(ip + ":" + port.path("port").asInt()));
      }
    }
    cells.name().text(all.isEmpty() ? Words.NONE : Words.some(all, ",")).age();
  }

  static void endpointSlice(Cells cells) {
    var ports = new ArrayList<String>();
    for (var port : cells.object().path("ports")) {
      ports.add(port.path("port").asText("*"));
    }
    var addresses = new ArrayList<String>();
    for (var endpoint : cells.object().path("endpoints")) {
      endpoint.path("addresses").forEach(address -> addresses.add(address.asText()));
    }
    cells
        .name()
        .text(cells.object().path("addressType"))
        .text(ports.isEmpty() ? Words.UNSET : Words.some(ports, ","))
        .text(addresses.isEmpty() ? Words.UNSET : Words.some(addresses, ","))
        .age();
  }

  static void policy(Cells cells) {
    cells.name().text(Words.orNone(Words.selector(cells.spec().path("podSelector")))).age();
  }

  static void addressRange(Cells cells) {
    cells.name().text(Words.join(cells.spec().path("cidrs"), ",")).age();
  }

  static void address(Cells cells) {
    var parent = cells.spec().path("parentRef");
    var words = new ArrayList<String>();
    for (var field : new String[] {"resource", "group", "namespace", "name"}) {
      if (!parent.path(field).asText().isEmpty()) {
        words.add(parent.path(field).asText());
      }
    }
    cells.name().text(String.join("/", words));
  }
}
