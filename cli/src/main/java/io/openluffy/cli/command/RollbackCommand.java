package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.api.ApiException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rolls an environment back. */
@Command(name = "rollback", description = "Roll an environment back to what it ran before.")
final class RollbackCommand extends ClientCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Parameters(paramLabel = "ENVIRONMENT", description = "Such as prod.")
  private String environment = "";

  @Option(
      names = "--to",
      paramLabel = "RELEASE|ID",
      description = "A release, or an id of 'luffy history'; else the last good release.")
  private @Nullable String to;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "To what stood there then, such as 2026-03-02T14:00+01:00.")
  private @Nullable String at;

  @Option(
      names = "--pin",
      description = "Leave git as it is; the Application stays pinned until you take that off.")
  private boolean pin;

  @Option(names = "--diff", description = "Only show what would change, and what else there is.")
  private boolean onlyDiff;

  @Option(
      names = "--force",
      description = "Also over a release that can't be taken back; takes an approver.")
  private boolean force;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is forced.")
  private @Nullable String reason;

  @Option(names = "--project", description = "Needed when several have such an environment.")
  private @Nullable String project;

  @Override
  public Integer call() {
    if (to != null && at != null) {
      throw usage("--to and --at are two targets: give one of them.");
    }
    if (force && (reason == null || reason.isBlank())) {
      throw usage(
          "--force needs a reason: luffy rollback " + environment + " --force --reason \"…\"");
    }
    var api = luffy().api();
    var place =
        "/api/v1/projects/"
            + Api.quote(projectOf(api, environment, Optional.ofNullable(project)))
            + "/environments/"
            + Api.quote(environment);
    if (onlyDiff) {
      var preview = api.get(place + "/rollback" + query());
      luffy().output().print(preview, () -> RollbackWords.preview(preview));
      return preview.has("refusal") ? 1 : 0;
    }
    var id = api.post(place + "/rollback", request()).path("rollback").asText();
    var ended = ended(api, place + "/rollbacks", id);
    luffy().output().print(ended, () -> words(ended));
    return ended.path("state").asText().equals("Failed") ? 1 : 0;
  }

  private static ApiException usage(String message) {
    return new ApiException(ApiException.USAGE, "cli.usage", message);
  }

  private String query() {
    if (to != null) {
      return "?to=" + Api.quote(to);
    }
    return at != null ? "?at=" + Api.quote(at) : "";
  }

  private Map<String, Object> request() {
    var request = new LinkedHashMap<String, Object>();
    if (to != null) {
      request.put("to", to);
    }
    if (at != null) {
      request.put("at", at);
    }
    request.put("alsoInGit", !pin);
    if (force && reason != null) {
      request.put("force", true);
      request.put("reason", reason);
    }
    return request;
  }

  /** The rollback when it has ended, or as it is after a minute. */
  private JsonNode ended(Api api, String path, String id) {
    return new Lookout(luffy(), api)
        .until(
            "rollback/" + id,
            PATIENCE,
            () -> one(api, path, id),
            now -> !now.path("open").asBoolean(),
            now -> environment + ": rolling back to " + now.path("to").asText() + waits(now));
  }

  private static JsonNode one(Api api, String path, String id) {
    return Words.list(api.get(path)).stream()
        .filter(one -> one.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ApiException(
                    ApiException.NOT_FOUND,
                    "rollback.gone",
                    "The rollback " + id + " is not known to the server any more."));
  }

  private static String words(JsonNode rollback) {
    var place = rollback.path("environment").asText();
    var to = rollback.path("to").asText();
    return switch (rollback.path("state").asText()) {
          case "Done" -> place + " is back at " + to + ".";
          case "Effective" ->
              place + " is back at " + to + "; the commit in git is to come" + waits(rollback);
          case "Failed" ->
              place + " was not rolled back: " + Words.problem(rollback.path("problem"));
          default -> place + " is being rolled back to " + to + waits(rollback);
        }
        + "\n";
  }

  private static String waits(JsonNode rollback) {
    var message = rollback.at("/wait/message").asText("");
    return message.isEmpty() ? "." : ": " + message;
  }

  /** The project that has the environment. */
  static String projectOf(Api api, String environment, Optional<String> given) {
    if (given.isPresent()) {
      return given.get();
    }
    var having =
        Words.list(api.get("/api/v1/projects")).stream()
            .filter(one -> has(one, environment))
            .map(one -> one.path("name").asText())
            .toList();
    if (having.isEmpty()) {
      throw new ApiException(
          ApiException.NOT_FOUND,
          "environment.none",
          "No project has an environment '" + environment + "'.");
    }
    if (having.size() > 1) {
      throw new ApiException(
          ApiException.REFUSED,
          "environment.ambiguous",
          "Several projects have it; add --project: " + String.join(", ", having));
    }
    return having.getFirst();
  }

  private static boolean has(JsonNode project, String environment) {
    return Words.list(project.path("environments")).stream()
        .anyMatch(one -> one.path("name").asText().equals(environment));
  }
}
