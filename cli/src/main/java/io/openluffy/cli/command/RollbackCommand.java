package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.api.ApiException;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rolls an environment back. */
@Command(name = "rollback", description = "Roll an environment back to what it ran before.")
final class RollbackCommand extends ClientCommand {
  @Parameters(paramLabel = "ENVIRONMENT")
  private String environment = "";

  @Option(
      names = "--to",
      paramLabel = "RELEASE|ID",
      description = "A release, or an id of 'luffy history'; else the one before.")
  private @Nullable String to;

  @Option(names = "--also-in-git", description = "Revert the values commit as well.")
  private boolean alsoInGit;

  @Option(names = "--project", description = "Needed when several have such an environment.")
  private @Nullable String project;

  @Override
  public Integer call() {
    var api = luffy().api();
    var request = new LinkedHashMap<String, Object>();
    if (to != null) {
      request.put("to", to);
    }
    request.put("alsoInGit", alsoInGit);
    var answer =
        api.post(
            "/api/v1/projects/"
                + Api.quote(projectOf(api, environment, Optional.ofNullable(project)))
                + "/environments/"
                + Api.quote(environment)
                + "/rollback",
            request);
    luffy().output().print(answer, () -> answer.path("message").asText() + "\n");
    return 0;
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
