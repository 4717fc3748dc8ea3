package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.api.ApiException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Votes for a promotion, or lets it in past its gates. */
@Command(name = "approve", description = "Approve a waiting promotion, as its diff is now.")
final class ApproveCommand extends VoteCommand {
  @Option(
      names = "--break-glass",
      description =
          "Emergency: let it in without the votes it needs. Takes --reason, and somebody else who"
              + " does the same.")
  private boolean breakGlass;

  @Option(
      names = "--reason",
      defaultValue = "",
      description = "Of --break-glass; whoever confirms may leave it out.")
  private String reason = "";

  @Override
  String verb() {
    return "approve";
  }

  @Override
  String done() {
    return breakGlass ? "EMERGENCY: the glass is broken" : "Approval recorded";
  }

  @Override
  public Integer call() {
    if (!breakGlass && !reason.isBlank()) {
      throw new ApiException(
          ApiException.REFUSED,
          "cli.reason-without-glass",
          "--reason goes with --break-glass; a vote takes a comment: -m \"…\"");
    }
    return super.call();
  }

  @Override
  void send(Api api, String id, JsonNode binding) {
    if (breakGlass) {
      EmergencyCall.send(api, id, binding, reason);
    } else {
      super.send(api, id, binding);
    }
  }
}
