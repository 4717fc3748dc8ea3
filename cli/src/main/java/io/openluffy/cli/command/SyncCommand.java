package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Syncs an application and waits for the end of the operation. */
@Command(
    name = "sync",
    description = {
      "Sync an application, and wait for its operation.",
      "For an application of a protected environment this counts as your vote."
    })
final class SyncCommand extends ClientCommand {
  @Parameters(paramLabel = "APPLICATION", description = "One of 'luffy apps'.")
  private String application = "";

  @Option(
      names = "--revision",
      paramLabel = "REVISION",
      description = "Another one than the application's own.")
  private @Nullable String revision;

  @Option(names = "--prune", description = "Delete what is no longer declared.")
  private boolean prune;

  @Option(names = "--dry-run", description = "Change nothing.")
  private boolean dryRun;

  @Option(names = "--async", description = "Do not wait.")
  private boolean async;

  @Override
  public Integer call() {
    var api = luffy().api();
    var path = "/api/v1/applications/" + Api.quote(application);
    var request = new LinkedHashMap<String, Object>();
    if (revision != null) {
      request.put("revision", revision);
    }
    request.put("prune", prune);
    request.put("dryRun", dryRun);
    var started = api.post(path + "/sync", request);
    if (async) {
      luffy().output().print(started, () -> "Sync of " + application + " was started.\n");
      return 0;
    }
    var ended = new OperationWait(api, luffy().output()).untilEnd(path);
    luffy().output().print(ended, () -> words(ended));
    return ended.at("/status/operationState/phase").asText().equals("Succeeded") ? 0 : 1;
  }

  private static String words(JsonNode app) {
    return app.at("/status/operationState/phase").asText()
        + ": "
        + app.at("/status/operationState/message").asText()
        + "\n";
  }
}
