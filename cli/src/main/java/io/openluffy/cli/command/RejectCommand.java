package io.openluffy.cli.command;

import io.openluffy.cli.api.ApiException;
import picocli.CommandLine.Command;

/** Votes against a promotion. */
@Command(name = "reject", description = "Reject a waiting promotion; say why with -m.")
final class RejectCommand extends VoteCommand {
  @Override
  String verb() {
    return "reject";
  }

  @Override
  String done() {
    return "Rejection recorded";
  }

  @Override
  public Integer call() {
    if (comment().isBlank()) {
      throw new ApiException(
          ApiException.REFUSED,
          "promotion.reject-without-reason",
          "A rejection needs a reason: luffy reject -m \"…\"");
    }
    return super.call();
  }
}
