package io.openluffy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** The server's HTTP API, as somebody. */
record Api(HttpClient http, String page, String token) {
  static final ObjectMapper JSON = new ObjectMapper();

  static Api signIn(ServerProcess server) throws IOException, InterruptedException {
    return signIn(server.page(), "admin", server.password());
  }

  static Api signIn(String page, String user, String password)
      throws IOException, InterruptedException {
    var stranger = new Api(HttpClient.newHttpClient(), page, "");
    var answer = stranger.post("/api/v1/session", Map.of("username", user, "password", password));
    return new Api(stranger.http, page, answer.path("token").asText());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  void put(String path, Map<String, ?> body) throws IOException, InterruptedException {
    send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  InputStream stream(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofInputStream()).body();
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(page + path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(answer.request() + ": " + answer.body());
    }
    return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }
}
