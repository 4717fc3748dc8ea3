package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;

/** Rows of pods. */
final class PodRows {
  private PodRows() {}

  static void pod(Cells cells) {
    var summary = PodSummary.of(cells.object());
    var status = cells.status();
    var restarts = Integer.toString(summary.restarts());
    if (summary.restarts() != 0 && !summary.lastRestart().isEmpty()) {
      restarts += " (" + cells.since(lastRestart(cells, summary)) + " ago)";
    }
    cells
        .name()
        .text(summary.ready() + "/" + summary.containers())
        .text(summary.reason())
        .text(restarts)
        .age()
        .text(status.path("podIPs").path(0).path("ip"), status.path("podIP").asText(Words.NONE))
        .text(cells.spec().path("nodeName"), Words.NONE)
        .text(status.path("nominatedNodeName"), Words.NONE)
        .text(readinessGates(cells.spec(), status));
  }

  private static JsonNode lastRestart(Cells cells, PodSummary summary) {
    return cells.all().textNode(summary.lastRestart());
  }

  private static String readinessGates(JsonNode spec, JsonNode status) {
    var gates = spec.path("readinessGates");
    if (gates.isEmpty()) {
      return Words.NONE;
    }
    var open =
        gates
            .valueStream()
            .filter(gate -> Words.hasCondition(status, gate.path("conditionType").asText()))
            .count();
    return open + "/" + gates.size();
  }

  static void template(Cells cells) {
    var containers = cells.object().path("template").path("spec").path("containers");
    cells
        .name()
        .text(Words.each(containers, "name"))
        .text(Words.each(containers, "image"))
        .text(Words.labels(cells.object().path("template").path("metadata").path("labels")));
  }
}
