package io.openluffy.server.real;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kernel.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** One user's way into the HTTP API. */
final class Api {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final String address;
  private final String token;

  /** What the API said. */
  record Answer(int status, String body) {
    JsonNode json() {
      return Json.tree(body);
    }
  }

  Api(String address) {
    this(address, "");
  }

  private Api(String address, String token) {
    this.address = address;
    this.token = token;
  }

  Api signIn(String user, String password) {
    var session = post("/api/v1/session", Map.of("username", user, "password", password));
    return new Api(address, session.path("token").asText());
  }

  String token() {
    return token;
  }

  /** The same user at another address: a session outlives the server. */
  Api at(RealServer server) {
    return new Api(server.address("page"), token);
  }

  /** An API token of this user, good for git too. */
  String mint(String name) {
    return post("/api/v1/tokens", Map.of("name", name)).path("token").asText();
  }

  /** Makes a user and signs in as them. */
  Api user(String name, String role) {
    var password = password(name);
    post("/api/v1/users", Map.of("name", name, "password", password, "roles", new String[] {role}));
    return new Api(address).signIn(name, password);
  }

  static String password(String name) {
    return "the password of " + name;
  }

  JsonNode get(String path) {
    return good(ask("GET", path, ""));
  }

  JsonNode post(String path, Map<String, ?> body) {
    return good(ask("POST", path, Json.write(body)));
  }

  JsonNode put(String path, Map<String, ?> body) {
    return good(ask("PUT", path, Json.write(body)));
  }

  private static JsonNode good(Answer answer) {
    if (answer.status() >= 300) {
      throw new AssertionError(answer.toString());
    }
    return answer.body().isEmpty() ? Json.tree("{}") : answer.json();
  }

  Answer ask(String method, String path, String body) {
    try {
      return tried(method, path, body);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    }
  }

  /**
   * @throws IOException when nobody answers
   */
  Answer tried(String method, String path, String body) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
