package io.openluffy.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The server's HTTP API, as JSON. Anything but success is an {@link ApiException}. */
public final class Api {
  public static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI server;
  private final Optional<String> token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public Api(URI server, Optional<String> token) {
    this.server = server;
    this.token = token;
  }

  public URI server() {
    return server;
  }

  public Api withToken(String fresh) {
    return new Api(server, Optional.of(fresh));
  }

  public JsonNode get(String path) {
    return json(send("GET", path, Optional.empty()));
  }

  public JsonNode post(String path, Object body) {
    return json(send("POST", path, Optional.of(body)));
  }

  public JsonNode put(String path, Object body) {
    return json(send("PUT", path, Optional.of(body)));
  }

  public JsonNode delete(String path) {
    return json(send("DELETE", path, Optional.empty()));
  }

  /** The lines of an answer that may stay open; close the stream to leave. */
  public Stream<String> lines(String path) {
    return lines(path, Map.of());
  }

  /** The same, asked for with headers of one's own. */
  Stream<String> lines(String path, Map<String, String> headers) {
    var request = request("GET", path, Optional.empty());
    headers.forEach(request::setHeader);
    try {
      var response = http.send(request.build(), BodyHandlers.ofLines());
      if (response.statusCode() >= 300) {
        throw refused(
            response.statusCode(), String.join("\n", response.body().limit(100).toList()));
      }
      return response.body();
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  static ApiException interrupted() {
    return new ApiException(ApiException.UNREACHABLE, "interrupted", "Interrupted.");
  }

  /** One segment of a path, or a value of a query. */
  public static String quote(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpResponse<InputStream> send(String method, String path, Optional<Object> body) {
    var request = request(method, path, body).timeout(PATIENCE).build();
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private HttpRequest.Builder request(String method, String path, Optional<Object> body) {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("User-Agent", "luffy/0.1")
            .header("Accept", "application/json");
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    if (body.isPresent()) {
      return request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofByteArray(bytes(body.get())));
    }
    return request.method(method, BodyPublishers.noBody());
  }

  private static byte[] bytes(Object body) {
    try {
      return JSON.writeValueAsBytes(body instanceof Map<?, ?> map ? map : body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request is plain JSON", e);
    }
  }

  private static JsonNode json(HttpResponse<InputStream> response) {
    try (var body = response.body()) {
      var bytes = body.readAllBytes();
      if (response.statusCode() >= 300) {
        throw refused(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
      }
      return bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new ApiException(
          ApiException.UNREACHABLE,
          "not-openluffy",
          "What answers there is no OpenLuffy server (its answer is no JSON).");
    } catch (IOException e) {
      throw new ApiException(
          ApiException.UNREACHABLE, "cut-off", "The connection broke: " + e.getMessage());
    }
  }

  private static ApiException refused(int status, String text) {
    try {
      var problem = JSON.readTree(text);
      if (problem != null && problem.hasNonNull("detail")) {
        var code = problem.path("code").asText();
        // The server itself answers: it can be reached, whatever it can't reach.
        return status == 503
            ? ApiException.passing(code, inWords(problem))
            : new ApiException(ApiException.exitCodeOf(status), code, inWords(problem));
      }
    } catch (JsonProcessingException e) {
      // Falls through: something between us and the server answered.
    }
    return new ApiException(
        ApiException.exitCodeOf(status), "http-" + status, "The server answered " + status + ".");
  }

  private static String inWords(JsonNode problem) {
    var where = problem.path("where").asText("");
    var remedy = problem.path("remedy").asText("");
    return (where.isEmpty() ? "" : where + ": ")
        + problem.path("detail").asText()
        + (remedy.isEmpty() ? "" : "\n" + remedy);
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case HttpTimeoutException _ -> "it does not answer in time";
      case ConnectException _ -> "nothing listens there";
      default -> String.valueOf(cause.getMessage());
    };
  }

  private ApiException unreachable(IOException cause) {
    return new ApiException(
        ApiException.UNREACHABLE,
        "unreachable",
        "No server answers at "
            + server
            + " ("
            + reason(cause)
            + ").\nStart one with 'luffy up', or name another with --server, LUFFY_SERVER or"
            + " OPENLUFFY_HOME.");
  }
}
