package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.api.ApiException;
import io.openluffy.cli.terminal.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  /** The state of a promotion as people say it. */
  static String state(JsonNode promotion) {
    return switch (promotion.path("state").asText()) {
      case "AwaitingApproval" -> "waits for approval";
      case "Expired" -> "not approved in time";
      case "RolledBack" -> "rolled back";
      case String other -> other.toLowerCase(Locale.ROOT);
    };
  }

  /** Whether nothing more will happen to it. */
  static boolean ended(JsonNode promotion) {
    return promotion.hasNonNull("endedAt");
  }

  /** State of a promotion with what it waits for. */
  static String promotion(JsonNode promotion) {
    var state = state(promotion);
    var waiting = promotion.path("wait").path("message").asText("");
    var problem = promotion.path("problem");
    var emergency = emergency(promotion);
    if (!problem.isMissingNode()) {
      return state + ": " + problem(problem) + emergency;
    }
    return (waiting.isEmpty() ? state : state + ": " + waiting) + emergency;
  }

  /** That the glass was broken for a promotion, in a way that nobody overlooks; or nothing. */
  private static String emergency(JsonNode promotion) {
    var emergency = promotion.path("emergency");
    if (emergency.isMissingNode()) {
      return "";
    }
    var by = String.join(", ", list(emergency.path("by")).stream().map(JsonNode::asText).toList());
    return " !! EMERGENCY by "
        + by
        + " until "
        + Times.second(emergency.path("until").asText())
        + ": "
        + emergency.path("reason").asText()
        + (emergency.hasNonNull("used") ? " (let in without the approvals it needs)" : "");
  }

  /** Whom something waits for, since when and until when; empty when none of it is known. */
  static String times(JsonNode wait, Instant now) {
    var parts = new ArrayList<String>();
    var who = wait.path("who").asText("");
    if (!who.isEmpty() && !wait.path("message").asText("").contains(who)) {
      parts.add("waits for " + who);
    }
    if (wait.hasNonNull("since")) {
      var since = wait.path("since").asText();
      parts.add("since " + Times.second(since) + " (" + Times.age(since, now) + ")");
    }
    if (wait.hasNonNull("until")) {
      var until = wait.path("until").asText();
      var retrying = wait.path("reason").asText("").equals("Retrying");
      parts.add((retrying ? "next try " : "until ") + Times.second(until) + Times.in(until, now));
    }
    return String.join(", ", parts);
  }

  /** The project, where there is only one. */
  static String onlyProject(Api api) {
    var names =
        list(api.get("/api/v1/projects")).stream().map(one -> one.path("name").asText()).toList();
    if (names.isEmpty()) {
      throw new ApiException(
          ApiException.NOT_FOUND,
          "project.none",
          "There is no project yet: luffy connect <git-url>");
    }
    if (names.size() > 1) {
      throw new ApiException(
          ApiException.REFUSED,
          "project.ambiguous",
          "There are several projects; add --project: " + String.join(", ", names));
    }
    return names.getFirst();
  }

  /** Of a user or a token. */
  static String roles(JsonNode of) {
    return String.join(", ", list(of.path("roles")).stream().map(JsonNode::asText).toList());
  }

  /** Of a user. */
  static String groups(JsonNode of) {
    return String.join(", ", list(of.path("groups")).stream().map(JsonNode::asText).toList());
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
