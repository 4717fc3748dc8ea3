package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a repository as a project. */
@Command(name = "connect", description = "Connect a git repository as a project.")
final class ConnectCommand extends ClientCommand {
  @Parameters(
      paramLabel = "GIT-URL",
      description = "https://, http://, ssh:// or file://, or git@host:path.")
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

  @Option(
      names = "--ssh-key",
      paramLabel = "FILE",
      description = "For ssh: the private key. One with a passphrase wants it as a secret, too.")
  private @Nullable Path sshKey;

  @Option(
      names = "--known-hosts",
      paramLabel = "FILE",
      description = "For ssh: the keys of the host, as ssh-keyscan prints them.")
  private @Nullable Path knownHosts;

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
    var credentials = credentials();
    if (!credentials.isEmpty()) {
      request.put("credentials", credentials);
    }
    var project = luffy().api().post("/api/v1/projects", request);
    luffy().output().print(project, () -> words(project));
    return project.path("problems").isEmpty() ? 0 : 1;
  }

  private String words(JsonNode project) {
    var text =
        "Connected "
            + project.path("repository").asText()
            + " as project "
            + project.path("name").asText()
            + ".\n";
    if (!project.path("problems").isEmpty()) {
      return text + Words.problems(project.path("problems"));
    }
    var journeys =
        Words.list(project.path("pipelines")).stream()
            .map(one -> "  " + journey(one, project.path("environments")) + "\n")
            .collect(Collectors.joining());
    return text
        + journeys
        + "Pushes are noticed within minutes; at once by a webhook to "
        + luffy().stranger().server().resolve("/api/webhook")
        + ".\n";
  }

  /** Such as {@code A push to main builds shop -> test -> live (approval)}. */
  private static String journey(JsonNode pipeline, JsonNode environments) {
    var guarded =
        Words.list(environments).stream()
            .filter(one -> one.path("protected").asBoolean())
            .map(one -> one.path("name").asText())
            .collect(Collectors.toSet());
    var stops =
        Words.list(pipeline.path("environments")).stream()
            .map(JsonNode::asText)
            .map(name -> " -> " + name + (guarded.contains(name) ? " (approval)" : ""))
            .collect(Collectors.joining());
    var images =
        Words.list(pipeline.path("images")).stream()
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));
    return "A push to " + pipeline.path("branch").asText() + " builds " + images + stops;
  }

  private Map<String, String> credentials() {
    var credentials = new LinkedHashMap<String, String>();
    if (username != null) {
      credentials.put("username", username);
      credentials.put("password", luffy().hidden("Password or token of " + username));
    }
    if (sshKey != null) {
      credentials.put("sshPrivateKey", content(sshKey));
    }
    if (knownHosts != null) {
      credentials.put("knownHosts", content(knownHosts));
    }
    return credentials;
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ApiException(ApiException.REFUSED, "cli.no-file", file + " can't be read.");
    }
  }
}
