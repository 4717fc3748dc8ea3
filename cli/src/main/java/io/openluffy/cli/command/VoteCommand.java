package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.api.ApiException;
import io.openluffy.cli.terminal.Times;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A vote on a promotion, bound to what the server shows right now. */
abstract class VoteCommand extends ClientCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "PROMOTION",
      description =
          "Its id, its environment or its release's tag; the only one that waits when left out.")
  private @Nullable String promotion;

  @Option(
      names = {"-m", "--comment"},
      defaultValue = "",
      description = "Why.")
  private String comment = "";

  @Mixin private Waiting waiting = new Waiting();

  abstract String verb();

  abstract String done();

  String comment() {
    return comment;
  }

  @Override
  public Integer call() {
    var api = luffy().api();
    var id = find(api);
    var detail = api.get("/api/v1/promotions/" + Api.quote(id));
    if (detail.path("binding").isMissingNode()) {
      throw new ApiException(
          ApiException.REFUSED,
          "promotion.nothing-to-vote",
          "There is nothing to vote on: the promotion is "
              + Words.promotion(detail.path("promotion"))
              + ".");
    }
    requireCurrent(detail);
    if (luffy().output().forPeople()) {
      luffy().output().line(summary(detail));
    }
    send(api, id, detail.path("binding"));
    var now =
        new Lookout(luffy(), api)
            .promotion(
                id, waiting.limit(), one -> waiting.wanted() ? Words.ended(one) : workedOn(one));
    luffy()
        .output()
        .print(
            now,
            () ->
                done()
                    + ". "
                    + now.path("tag").asText()
                    + " -> "
                    + now.path("environment").asText()
                    + ": "
                    + Words.promotion(now)
                    + "\n");
    return verb().equals("reject") ? 0 : waiting.exitCode(now);
  }

  /** The vote itself, bound to what was shown. */
  void send(Api api, String id, JsonNode binding) {
    var vote = new LinkedHashMap<String, Object>();
    vote.put("binding", binding);
    vote.put("comment", comment);
    api.post("/api/v1/promotions/" + Api.quote(id) + "/" + verb(), vote);
  }

  /** What is voted on was rendered a moment ago, and may not be what would be applied by now. */
  private static void requireCurrent(JsonNode detail) {
    var now = detail.at("/diff/id").asText("");
    if (!now.isEmpty() && !now.equals(detail.at("/binding/diff").asText())) {
      throw new ApiException(
          ApiException.REFUSED,
          "approval.binding-changed",
          "What would be applied has just changed. Look at it again in a moment, then vote.");
    }
  }

  /** The vote was counted: it goes on, or waits for the votes of others. */
  private static boolean workedOn(JsonNode promotion) {
    if (!promotion.path("state").asText().equals("AwaitingApproval")) {
      return true;
    }
    var emergency = promotion.path("emergency");
    if (emergency.path("open").asBoolean() && !emergency.path("inForce").asBoolean()) {
      return true;
    }
    long counted =
        Words.list(promotion.path("approvals")).stream()
            .filter(one -> one.path("vote").asText().equals("approve"))
            .filter(one -> !one.path("void").asBoolean())
            .count();
    return counted > 0 && counted < promotion.path("approvalsRequired").asLong(1);
  }

  private static String summary(JsonNode detail) {
    var promotion = detail.path("promotion");
    return promotion.path("tag").asText()
        + " -> "
        + promotion.path("environment").asText()
        + "  "
        + detail.path("commits").size()
        + " commits, "
        + detail.path("tested").asText()
        + ", diff "
        + Words.sha(detail.at("/binding/diff").asText().replace("sha256:", ""))
        + "\n"
        + voting(detail.path("voting"))
        + DiffCommand.words(detail.path("diff"));
  }

  /** How the votes stand: in all, by each rule, and those that count no more. */
  private static String voting(JsonNode voting) {
    var text = new StringBuilder();
    if (voting.hasNonNull("required")) {
      text.append(counted(voting, voting.path("from").asText()));
    }
    voting.path("rules").forEach(rule -> text.append(counted(rule, rule.path("from").asText())));
    for (JsonNode vote : voting.path("uncounted")) {
      text.append("  void: ")
          .append(vote.path("by").asText())
          .append(", because ")
          .append(vote.path("because").asText())
          .append('\n');
    }
    if (voting.hasNonNull("expires")) {
      text.append("  votes are taken until ")
          .append(Times.second(voting.path("expires").asText()))
          .append('\n');
    }
    return text.toString();
  }

  private static String counted(JsonNode of, String from) {
    var names = Words.list(of.path("counted")).stream().map(JsonNode::asText).toList();
    return "  "
        + names.size()
        + " of "
        + of.path("required").asInt()
        + " by "
        + from
        + (names.isEmpty() ? "" : ": " + String.join(", ", names))
        + "\n";
  }

  private String find(Api api) {
    var waiting =
        Words.list(api.get("/api/v1/promotions?open=true")).stream()
            .filter(one -> one.path("state").asText().equals("AwaitingApproval"))
            .toList();
    var wanted = promotion;
    if (wanted == null) {
      return only(waiting, "Several promotions wait; name one: ");
    }
    var named =
        waiting.stream()
            .filter(
                one ->
                    one.path("environment").asText().equals(wanted)
                        || one.path("tag").asText().equals(wanted))
            .toList();
    return named.isEmpty() ? wanted : only(named, "Name one by its id: ");
  }

  private static String only(List<JsonNode> waiting, String several) {
    if (waiting.isEmpty()) {
      throw new ApiException(
          ApiException.NOT_FOUND, "promotion.none-waits", "No promotion waits for approval.");
    }
    if (waiting.size() > 1) {
      var ids = waiting.stream().map(one -> one.path("id").asText()).toList();
      throw new ApiException(
          ApiException.REFUSED, "promotion.ambiguous", several + String.join(", ", ids));
    }
    return waiting.getFirst().path("id").asText();
  }
}
