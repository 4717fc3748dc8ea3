package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Quantity;
import io.openluffy.playground.types.decoding.CanonicalQuantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a ResourceQuota counts, and what it forbids. */
public final class QuotaRules {
  private static final String COUNT = "count/";

  /** What a quota counts without the prefix. */
  private static final Set<String> COUNTED =
      Set.of(
          "pods",
          "services",
          "replicationcontrollers",
          "resourcequotas",
          "secrets",
          "configmaps",
          "persistentvolumeclaims");

  private QuotaRules() {}

  /** The kinds, such as {@code deployments.apps}, whose objects a quota counts. */
  public static Set<String> kinds(JsonNode quota) {
    var kinds = new TreeSet<String>();
    quota
        .at("/spec/hard")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (name.startsWith(COUNT)) {
                kinds.add(name.substring(COUNT.length()));
              } else if (name.startsWith("services")) {
                kinds.add("services");
              } else if (name.equals("requests.storage")
                  || name.contains(".storageclass.storage.k8s.io/")) {
                kinds.add("persistentvolumeclaims");
              } else {
                kinds.add(COUNTED.contains(name) ? name : "pods");
              }
            });
    return kinds;
  }

  /** What one object takes of a quota; empty when the quota doesn't concern it. */
  public static Map<String, BigDecimal> usage(JsonNode quota, String kind, JsonNode object) {
    if (!PodScopes.concern(quota, kind, object)) {
      return Map.of();
    }
    var all = new TreeMap<String, BigDecimal>();
    all.put(COUNT + kind, BigDecimal.ONE);
    if (COUNTED.contains(kind) && !isOver(kind, object)) {
      all.put(kind, BigDecimal.ONE);
    }
    switch (kind) {
      case "pods" -> {
        if (!isOver(kind, object)) {
          PodResources.add(object.path("spec"), all);
        }
      }
      case "services" -> service(object.path("spec"), all);
      case "persistentvolumeclaims" -> claim(object.path("spec"), all);
      default -> {}
    }
    all.keySet().removeIf(name -> !quota.at("/spec/hard").has(name));
    return all;
  }

  private static boolean isOver(String kind, JsonNode object) {
    return kind.equals("pods")
        && List.of("Succeeded", "Failed").contains(object.at("/status/phase").asText());
  }

  private static void service(JsonNode spec, Map<String, BigDecimal> all) {
    var type = spec.path("type").asText();
    var ports = new BigDecimal(spec.path("ports").size());
    if (type.equals("LoadBalancer")) {
      all.put("services.loadbalancers", BigDecimal.ONE);
    }
    var withNodePorts =
        type.equals("NodePort")
            || (type.equals("LoadBalancer")
                && spec.path("allocateLoadBalancerNodePorts").asBoolean(true));
    if (withNodePorts) {
      all.put("services.nodeports", ports);
    }
  }

  private static void claim(JsonNode spec, Map<String, BigDecimal> all) {
    var size = amount(spec.at("/resources/requests/storage"));
    all.put("requests.storage", size);
    var storageClass = spec.path("storageClassName").asText();
    if (!storageClass.isEmpty()) {
      var prefix = storageClass + ".storageclass.storage.k8s.io/";
      all.put(prefix + "requests.storage", size);
      all.put(prefix + "persistentvolumeclaims", BigDecimal.ONE);
    }
  }

  static BigDecimal amount(JsonNode value) {
    return Quantity.parse(value.asText()).map(Quantity::amount).orElse(BigDecimal.ZERO);
  }

  /** The status of a quota: what is used of each thing that it bounds. */
  public static ObjectNode status(
      JsonNode quota, Function<String, ? extends List<? extends JsonNode>> objects) {
    var hard = quota.at("/spec/hard");
    var used = used(quota, objects);
    var status = JsonNodeFactory.instance.objectNode();
    if (hard.isObject()) {
      status.set("hard", hard.deepCopy());
      var shown = status.putObject("used");
      hard.properties()
          .forEach(
              bound ->
                  shown.put(
                      bound.getKey(),
                      CanonicalQuantity.of(
                          used.getOrDefault(bound.getKey(), BigDecimal.ZERO),
                          bound.getValue().asText())));
    }
    return status;
  }

  private static Map<String, BigDecimal> used(
      JsonNode quota, Function<String, ? extends List<? extends JsonNode>> objects) {
    var used = new TreeMap<String, BigDecimal>();
    for (var kind : kinds(quota)) {
      for (var object : objects.apply(kind)) {
        usage(quota, kind, object)
            .forEach((name, amount) -> used.merge(name, amount, BigDecimal::add));
      }
    }
    return used;
  }

  /**
   * Why an object may not be; in Kubernetes' words.
   *
   * @param before what it is now; missing when it is new
   */
  public static Optional<String> refusal(
      JsonNode quota,
      String kind,
      JsonNode before,
      JsonNode object,
      Function<String, ? extends List<? extends JsonNode>> objects) {
    var hard = quota.at("/status/hard");
    var asked = new TreeMap<>(usage(quota, kind, object));
    if (before.isObject()) {
      usage(quota, kind, before)
          .forEach((name, amount) -> asked.merge(name, amount.negate(), BigDecimal::add));
    }
    if (!hard.isObject()) {
      return Optional.empty();
    }
    var name = quota.at("/metadata/name").asText();
    if (kind.equals("pods") && PodScopes.concern(quota, kind, object)) {
      var missing = PodResources.unspecified(hard, object.path("spec"));
      if (!missing.isEmpty()) {
        return Optional.of("failed quota: " + name + ": must specify " + missing);
      }
    }
    var used = used(quota, objects);
    var exceeded = new TreeSet<String>();
    asked.forEach(
        (what, amount) -> {
          var after = used.getOrDefault(what, BigDecimal.ZERO).add(amount);
          if (hard.has(what)
              && amount.signum() > 0
              && after.compareTo(amount(hard.path(what))) > 0) {
            exceeded.add(what);
          }
        });
    return exceeded.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "exceeded quota: %s, requested: %s, used: %s, limited: %s"
                .formatted(
                    name,
                    listed(exceeded, what -> asked.getOrDefault(what, BigDecimal.ZERO), hard),
                    listed(exceeded, what -> used.getOrDefault(what, BigDecimal.ZERO), hard),
                    listed(exceeded, what -> amount(hard.path(what)), hard)));
  }

  private static String listed(
      Set<String> names, Function<String, BigDecimal> amount, JsonNode hard) {
    return names.stream()
        .map(
            name -> name + "=" + CanonicalQuantity.of(amount.apply(name), hard.path(name).asText()))
        .collect(Collectors.joining(","));
  }
}
