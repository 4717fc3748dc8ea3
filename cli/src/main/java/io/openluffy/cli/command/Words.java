package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What several commands say about the same JSON. */
final class Words {
  private Words() {}

  static String problems(JsonNode problems) {
    var text = new StringBuilder();
    for (JsonNode problem : problems) {
      text.append("  ✗ ").append(problem(problem)).append('\n');
    }
    return text.toString();
  }

  static String problem(JsonNode problem) {
    var where = problem.path("where").asText("");
    var remedy = problem.path("remedy").asText("");
    return (where.isEmpty() ? "" : where + ": ")
        + problem.path("message").asText()
        + (remedy.isEmpty() ? "" : " " + remedy);
  }

  /** State of a promotion with what it waits for. */
  static String promotion(JsonNode promotion) {
    var state = promotion.path("state").asText();
    var waiting = promotion.path("wait").path("message").asText("");
    var problem = promotion.path("problem");
    if (!problem.isMissingNode()) {
      return state + ": " + problem(problem);
    }
    return waiting.isEmpty() ? state : state + ": " + waiting;
  }

  static String sha(String commit) {
    return commit.length() > 7 ? commit.substring(0, 7) : commit;
  }

  static List<JsonNode> list(JsonNode array) {
    var items = new ArrayList<JsonNode>();
    array.forEach(items::add);
    return items;
  }
}
