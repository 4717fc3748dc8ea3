package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
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

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Wait at most so long (600).")
  private long seconds = 600;

  @Override
  public Integer call() {
    var api = luffy().api();
    var request = new LinkedHashMap<String, Object>();
    if (revision != null) {
      request.put("revision", revision);
    }
    request.put("prune", prune);
    request.put("dryRun", dryRun);
    var started = api.post(ApplicationPath.of(application, "/sync"), request);
    if (async) {
      luffy().output().print(started, () -> "Sync of " + application + " was started.\n");
      return 0;
    }
    var now =
        new Lookout(luffy(), api)
            .until(
                ApplicationPath.subject(started),
                Duration.ofSeconds(Math.max(1, seconds)),
                () -> api.get(ApplicationPath.of(application, "")),
                SyncCommand::ended,
                SyncCommand::progress);
    luffy().output().print(now, () -> words(now));
    return ended(now) && now.at("/status/operationState/phase").asText().equals("Succeeded")
        ? 0
        : 1;
  }

  private static boolean ended(JsonNode app) {
    return !app.has("operation") && hasResult(app);
  }

  private static boolean hasResult(JsonNode app) {
    var phase = app.at("/status/operationState/phase").asText("");
    return phase.equals("Succeeded") || phase.equals("Failed") || phase.equals("Error");
  }

  /** While the operation is to begin, the state is that of the one before. */
  private static String progress(JsonNode app) {
    return hasResult(app)
        ? "to begin"
        : app.at("/status/operationState/message").asText("to begin");
  }

  private static String words(JsonNode app) {
    if (!ended(app)) {
      return "The sync goes on; 'luffy apps' shows how far.\n";
    }
    return app.at("/status/operationState/phase").asText()
        + ": "
        + app.at("/status/operationState/message").asText()
        + "\n";
  }
}
