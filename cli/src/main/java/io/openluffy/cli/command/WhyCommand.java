package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import io.openluffy.cli.terminal.Times;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why a release is not in an environment yet, or what became of a push. */
@Command(
    name = "why",
    description = {
      "Tell why something is not in an environment yet.",
      "Without an environment: what became of the push of a commit."
    },
    footer = "%nExit code 0 when it is there (or the push was released), 1 when not.")
final class WhyCommand extends ClientCommand {
  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description =
          "A release by its id, tag or commit; or a service or project, for its newest release.")
  private String what = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ENVIRONMENT",
      description = "Such as prod.")
  private @Nullable String environment;

  @Option(names = "--project", paramLabel = "NAME", description = "Needed when there are several.")
  private @Nullable String project;

  @Override
  public Integer call() {
    return environment == null ? push() : journey(environment);
  }

  private int journey(String into) {
    var why = luffy().api().get("/api/v1/releases/" + Api.quote(what) + "/why/" + Api.quote(into));
    luffy().output().print(why, () -> named(why) + words(why));
    return why.path("arrived").asBoolean() ? 0 : 1;
  }

  /** Who asked for a service is told which release the answer is about. */
  private String named(JsonNode why) {
    var release = why.path("release").asText();
    return release.equals(what) ? "" : release + '\n';
  }

  private int push() {
    var api = luffy().api();
    var name = project == null ? Words.onlyProject(api) : project;
    var pushes =
        api.get("/api/v1/projects/" + Api.quote(name) + "/pushes?commit=" + Api.quote(what));
    luffy().output().print(pushes, () -> pushes(pushes));
    return pushes.path(0).path("verdict").asText().equals("Released") ? 0 : 1;
  }

  private String pushes(JsonNode pushes) {
    if (pushes.isEmpty()) {
      return "No push with this commit has been taken yet.\n"
          + "Is it pushed to the connected repository? A webhook tells of a push at once,"
          + " else it is found at the next look.\n";
    }
    var text = new StringBuilder();
    for (JsonNode push : pushes) {
      text.append(push.path("branch").asText())
          .append(' ')
          .append(Words.sha(push.path("commit").asText()))
          .append(", ")
          .append(Times.age(push.path("at").asText(), luffy().now()))
          .append(" ago: ")
          .append(verdict(push));
    }
    return text.toString();
  }

  private static String verdict(JsonNode push) {
    var text = new StringBuilder();
    switch (push.path("verdict").asText()) {
      case "Released" -> {
        text.append("released\n");
        push.path("releases").forEach(one -> text.append("  ").append(one.asText()).append('\n'));
      }
      case "Refused" -> {
        text.append("refused, what runs stays as it is\n");
        push.path("problems").forEach(problem -> text.append(problem(problem)));
      }
      default -> text.append("nothing to do. ").append(push.path("message").asText()).append('\n');
    }
    return text.toString();
  }

  private static String problem(JsonNode problem) {
    var where = problem.path("where").asText();
    return "  "
        + (where.isEmpty() ? "" : where + ": ")
        + problem.path("message").asText()
        + " "
        + problem.path("remedy").asText()
        + '\n';
  }

  private String words(JsonNode why) {
    var text = new StringBuilder();
    for (JsonNode condition : why.path("conditions")) {
      text.append(condition.path("met").asBoolean() ? "  ✓ " : "  ⧗ ")
          .append(condition.path("title").asText())
          .append("  ")
          .append(condition.path("message").asText())
          .append('\n');
      var times = condition.path("met").asBoolean() ? "" : Words.times(condition, luffy().now());
      if (!times.isEmpty()) {
        text.append("      ").append(times).append('\n');
      }
    }
    return text.toString();
  }
}
