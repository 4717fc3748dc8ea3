package io.openluffy.cli.command;

import io.openluffy.cli.api.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says that a release is not bad after all. */
@Command(name = "unmark-bad", description = "Take the mark of a bad release off again.")
final class UnmarkBadCommand extends ClientCommand {
  @Parameters(paramLabel = "RELEASE", description = "Its id, its tag or its commit.")
  private String release = "";

  @Override
  public Integer call() {
    var api = luffy().api();
    var path = "/api/v1/releases/" + Api.quote(release) + "/bad";
    var now = api.delete(path);
    luffy().output().print(now, () -> now.path("tag").asText() + " is no longer marked as bad.\n");
    return 0;
  }
}
