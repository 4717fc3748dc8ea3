package io.openluffy.cli.command;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a repository as a project. */
@Command(name = "connect", description = "Connect a git repository as a project.")
final class ConnectCommand extends ClientCommand {
  @Parameters(paramLabel = "GIT-URL")
  private String url = "";

  @Option(names = "--name", description = "Of the project; else the last part of the URL.")
  private @Nullable String name;

  @Option(
      names = "--config-branch",
      description = "Whose environments count; else the repository's default branch.")
  private @Nullable String configBranch;

  @Option(
      names = "--username",
      description = "For https; the password or token is read from standard input or asked for.")
  private @Nullable String username;

  @Override
  public Integer call() {
    var request = new LinkedHashMap<String, Object>();
    request.put("url", url);
    if (name != null) {
      request.put("name", name);
    }
    if (configBranch != null) {
      request.put("configBranch", configBranch);
    }
    if (username != null) {
      var credentials = new LinkedHashMap<String, String>();
      credentials.put("username", username);
      credentials.put("password", password());
      request.put("credentials", credentials);
    }
    var project = luffy().api().post("/api/v1/projects", request);
    luffy()
        .output()
        .print(
            project,
            () ->
                "Connected "
                    + project.path("repository").asText()
                    + " as project "
                    + project.path("name").asText()
                    + ".\n"
                    + Words.problems(project.path("problems")));
    return project.path("problems").isEmpty() ? 0 : 1;
  }

  private String password() {
    var console = luffy().console();
    if (console.isPresent()) {
      var typed = console.get().readPassword("Password or token of %s: ", username);
      return typed == null ? "" : new String(typed);
    }
    return LoginCommand.Lines.first(luffy().in());
  }
}
