package io.openluffy.cli.command;

import io.openluffy.cli.api.Api;
import io.openluffy.cli.api.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * Sealed secrets of a project or of the server. Values come from standard input, never from the
 * arguments.
 */
@Command(
    name = "secret",
    description = "Seal and list secrets of a project, or of the server itself.",
    subcommands = {SecretCommand.Set.class, SecretCommand.List.class})
final class SecretCommand extends GroupCommand {
  @Option(
      names = "--project",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description = "Needed when there are several.")
  private @Nullable String project;

  @Option(
      names = "--repository",
      paramLabel = "URL",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description =
          "Of the server's account at a git host: token, username, password, ssh-private-key,"
              + " ssh-passphrase, known-hosts, webhook-secret.")
  private @Nullable String repository;

  @Option(
      names = "--registry",
      paramLabel = "HOST",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description = "Of the server's account at a registry: username, password.")
  private @Nullable String registry;

  @Option(
      names = "--of-server",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description = "For all repositories: webhook-secret.")
  private boolean ofServer;

  /**
   * @param name with a slash before it, or empty for all
   */
  private String path(Api api, String name) {
    return scope()
        .map(scope -> "/api/v1/secrets" + name + "?scope=" + Api.quote(scope))
        .orElseGet(
            () ->
                "/api/v1/projects/"
                    + Api.quote(
                        Optional.ofNullable(project).orElseGet(() -> Words.onlyProject(api)))
                    + "/secrets"
                    + name);
  }

  private Optional<String> scope() {
    if (ofServer) {
      return Optional.of("server");
    }
    return Optional.ofNullable(repository)
        .map(url -> "repository/" + url)
        .or(() -> Optional.ofNullable(registry).map(host -> "registry/" + host));
  }

  /** Seals a value. */
  @Command(
      name = "set",
      description = "Seal a value, read from standard input: luffy secret set api-key < file")
  static final class Set extends ClientCommand {
    @ParentCommand private @Nullable SecretCommand parent;

    @Parameters(paramLabel = "NAME", description = "As environments name it: {store: NAME}.")
    private String name = "";

    @Override
    public Integer call() {
      var api = luffy().api();
      var path = SecretCommand.of(parent).path(api, "/" + Api.quote(name));
      api.put(path, Map.of("value", value()));
      luffy().output().line("Sealed " + name + ".");
      return 0;
    }

    private String value() {
      var console = luffy().console();
      if (console.isPresent()) {
        var typed = console.get().readPassword("Value of %s: ", name);
        return typed == null ? "" : new String(typed);
      }
      try {
        var text = new String(luffy().in().readAllBytes(), StandardCharsets.UTF_8);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      } catch (IOException e) {
        throw new ApiException(
            ApiException.REFUSED, "cli.no-input", "Standard input can't be read.");
      }
    }
  }

  /** Lists names. */
  @Command(name = "list", description = "List the names; values can't be read again.")
  static final class List extends ClientCommand {
    @ParentCommand private @Nullable SecretCommand parent;

    @Override
    public Integer call() {
      var api = luffy().api();
      var names = api.get(SecretCommand.of(parent).path(api, ""));
      luffy()
          .output()
          .print(
              names,
              () ->
                  Words.list(names).stream()
                      .map(one -> one.asText() + "\n")
                      .reduce("", String::concat));
      return 0;
    }
  }

  private static SecretCommand of(@Nullable SecretCommand parent) {
    if (parent == null) {
      throw new IllegalStateException("picocli sets the parent before it runs a command");
    }
    return parent;
  }
}
