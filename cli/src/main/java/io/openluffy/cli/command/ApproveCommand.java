package io.openluffy.cli.command;

import picocli.CommandLine.Command;

/** Votes for a promotion. */
@Command(name = "approve", description = "Approve a waiting promotion, as its diff is now.")
final class ApproveCommand extends VoteCommand {
  @Override
  String verb() {
    return "approve";
  }

  @Override
  String done() {
    return "Approval recorded";
  }
}
