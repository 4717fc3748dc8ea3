package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** What a pod asks of its node, by the names that quotas have for it. */
final class PodResources {
  private static final List<String> PLAIN = List.of("cpu", "memory", "ephemeral-storage");

  private PodResources() {}

  static void add(JsonNode spec, Map<String, BigDecimal> all) {
    sum(spec, "requests")
        .forEach(
            (name, amount) -> {
              all.put("requests." + name, amount);
              if (PLAIN.contains(name)) {
                all.put(name, amount);
              }
            });
    sum(spec, "limits").forEach((name, amount) -> all.put("limits." + name, amount));
  }

  /** Containers run together; those before them run alone, one after the other. */
  private static Map<String, BigDecimal> sum(JsonNode spec, String field) {
    var together = new TreeMap<String, BigDecimal>();
    var alone = new TreeMap<String, BigDecimal>();
    spec.path("containers").forEach(one -> each(one, field, together, BigDecimal::add));
    spec.path("initContainers")
        .forEach(
            one -> {
              if (one.path("restartPolicy").asText().equals("Always")) {
                each(one, field, together, BigDecimal::add);
              } else {
                each(one, field, alone, BigDecimal::max);
              }
            });
    alone.forEach((name, amount) -> together.merge(name, amount, BigDecimal::max));
    spec.path("overhead")
        .properties()
        .forEach(
            one ->
                together.computeIfPresent(
                    one.getKey(), (name, amount) -> amount.add(QuotaRules.amount(one.getValue()))));
    return together;
  }

  private static void each(
      JsonNode container,
      String field,
      Map<String, BigDecimal> into,
      BinaryOperator<BigDecimal> how) {
    container
        .path("resources")
        .path(field)
        .properties()
        .forEach(one -> into.merge(one.getKey(), QuotaRules.amount(one.getValue()), how));
  }

  /** What a quota bounds and a container doesn't say; empty when all is said. */
  static String unspecified(JsonNode hard, JsonNode spec) {
    var missing = new TreeMap<String, TreeSet<String>>();
    for (var name : PLAIN) {
      for (var list : List.of("containers", "initContainers")) {
        for (var container : spec.path(list)) {
          for (var bound : List.of(name, "requests." + name, "limits." + name)) {
            var field = bound.startsWith("limits.") ? "limits" : "requests";
            if (hard.has(bound) && !container.path("resources").path(field).has(name)) {
              missing
                  .computeIfAbsent(bound, any -> new TreeSet<>())
                  .add(container.path("name").asText());
            }
          }
        }
      }
    }
    return missing.entrySet().stream()
        .map(one -> one.getKey() + " for: " + String.join(",", one.getValue()))
        .collect(Collectors.joining("; "));
  }
}
