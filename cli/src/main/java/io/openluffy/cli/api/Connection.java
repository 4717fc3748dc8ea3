package io.openluffy.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which server, and as whom.
 *
 * <p>The server: {@code --server}, {@code LUFFY_SERVER}, the last {@code luffy login}, or the one
 * that runs in the home on this machine ({@code server.json}). The token: {@code LUFFY_TOKEN}, or
 * what {@code luffy login} kept in {@code cli.json} (mode 0600):
 *
 * <pre>{"current":"http://localhost:8080","tokens":{"http://localhost:8080":"…"}}</pre>
 *
 * For the server of the own home nobody has to sign in: whoever may read its {@code admin-password}
 * is signed in with it.
 */
public final class Connection {
  private final Path home;
  private final Map<String, String> environment;

  public Connection(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  public Path home() {
    return home;
  }

  /** A client that is signed in, as far as anybody can be without asking. */
  public Api open(Optional<String> option) {
    var server = server(option);
    var given = given("LUFFY_TOKEN");
    var token = given.or(() -> kept(server));
    var api = new Api(server, token);
    if (token.isPresent() && (given.isPresent() || stillValid(api))) {
      return api;
    }
    if (token.isPresent() && local().filter(server::equals).isEmpty()) {
      throw new ApiException(
          ApiException.NOT_ALLOWED,
          "cli.session-ended",
          "Your session at "
              + server
              + " has ended.\nSign in again: luffy login --server "
              + server);
    }
    return local()
        .filter(server::equals)
        .flatMap(here -> localPassword())
        .map(password -> signIn(new Api(server, Optional.empty()), "admin", password))
        .orElse(api);
  }

  public URI server(Optional<String> option) {
    return option
        .or(() -> given("LUFFY_SERVER"))
        .or(() -> local().map(URI::toString))
        .or(() -> Optional.of(read().path("current").asText("")).filter(text -> !text.isEmpty()))
        .map(Connection::uri)
        .orElse(URI.create("http://localhost:8080"));
  }

  /** A variable of the environment; one that is empty counts as unset. */
  private Optional<String> given(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** Signs in and keeps the token. */
  public Api signIn(Api api, String user, String password) {
    var answer = api.post("/api/v1/session", Map.of("username", user, "password", password));
    var token = answer.path("token").asText();
    keep(api.server(), token);
    return api.withToken(token);
  }

  /**
   * The addresses of the server in this home, while it is ready. One that was killed leaves its
   * file behind; who listens there now is somebody else, and must not get our password.
   */
  public Optional<JsonNode> serverFile() {
    try {
      var file = home.resolve("server.json");
      return Files.isReadable(file)
          ? Optional.of(Api.JSON.readTree(Files.readAllBytes(file))).filter(Connection::lives)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean lives(JsonNode server) {
    return ProcessHandle.of(server.path("pid").asLong()).map(ProcessHandle::isAlive).orElse(false);
  }

  private static URI uri(String text) {
    try {
      var uri = URI.create(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one message for both.
    }
    throw new ApiException(
        ApiException.USAGE,
        "cli.bad-server",
        "'" + text + "' is no address of a server; it is like http://localhost:8080");
  }

  private static boolean stillValid(Api api) {
    return api.get("/api/v1/session/userinfo").path("loggedIn").asBoolean();
  }

  private Optional<URI> local() {
    return serverFile().map(file -> URI.create(file.path("page").asText()));
  }

  private Optional<String> localPassword() {
    try {
      var file = home.resolve("admin-password");
      return Files.isReadable(file)
          ? Optional.of(Files.readString(file).strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<String> kept(URI server) {
    return Optional.ofNullable(read().path("tokens").get(server.toString())).map(JsonNode::asText);
  }

  private JsonNode read() {
    try {
      var file = home.resolve("cli.json");
      return Files.isReadable(file)
          ? Api.JSON.readTree(Files.readAllBytes(file))
          : Api.JSON.createObjectNode();
    } catch (IOException e) {
      return Api.JSON.createObjectNode();
    }
  }

  private void keep(URI server, String token) {
    var kept = read() instanceof ObjectNode object ? object : Api.JSON.createObjectNode();
    kept.put("current", server.toString());
    kept.withObject("/tokens").put(server.toString(), token);
    try {
      Files.createDirectories(home);
      var fresh =
          Files.createTempFile(
              home,
              "cli",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(fresh, kept.toString().getBytes(StandardCharsets.UTF_8));
      Files.move(
          fresh,
          home.resolve("cli.json"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ApiException(
          ApiException.REFUSED,
          "cli.home-unwritable",
          "The token can't be kept in " + home + ": " + e.getMessage());
    }
  }
}
