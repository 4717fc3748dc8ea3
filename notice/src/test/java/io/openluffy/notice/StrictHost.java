package io.openluffy.notice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A git host of one make over real HTTP, as its documentation says: which paths, headers, fields
 * and words it takes, what it answers, and which statuses it shows afterwards.
 */
final class StrictHost implements AutoCloseable {
  static final String SHA = "0123456789abcdef0123456789abcdef01234567";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<GitHost, String> PROBES =
      Map.of(
          GitHost.GITHUB, "/api/v3/meta",
          GitHost.GITLAB, "/api/v4/version",
          GitHost.GITEA, "/api/v1/version",
          GitHost.BITBUCKET_SERVER, "/rest/api/1.0/application-properties");

  /** What the host shows, oldest first. */
  record Row(String context, String state, String description, String page) {}

  final List<Row> rows = new CopyOnWriteArrayList<>();
  final List<String> faults = new CopyOnWriteArrayList<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger answersLost = new AtomicInteger();
  final AtomicInteger busy = new AtomicInteger();
  private final GitHost make;
  private final HttpServer server;

  StrictHost(GitHost make) throws IOException {
    this.make = make;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String repository() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/o/r.git";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var method = exchange.getRequestMethod();
      var path = exchange.getRequestURI().getRawPath();
      requests.add(method + " " + path);
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (path.equals(PROBES.get(make))) {
        probe(exchange);
      } else if (busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        answer(exchange, 503, "{}");
      } else if (!isSignedIn(exchange)) {
        answer(exchange, 401, "{\"message\":\"Bad credentials\"}");
      } else if (method.equals("POST") && path.equals(expectedPath())) {
        take(exchange, JSON.readTree(body));
      } else if (method.equals("GET")
          && path.equals("/" + prefix() + "commits/" + SHA + "/status")) {
        answer(exchange, 200, combined());
      } else {
        answer(exchange, 404, "{\"message\":\"Not Found\"}");
      }
    }
  }

  private void probe(HttpExchange exchange) throws IOException {
    if (exchange.getRequestHeaders().containsKey("Authorization")
        || exchange.getRequestHeaders().containsKey("PRIVATE-TOKEN")) {
      faults.add("a secret was sent before the make was known");
    }
    switch (make) {
      case GITHUB -> {
        exchange.getResponseHeaders().add("X-GitHub-Request-Id", "A:B");
        answer(exchange, 401, "{\"message\":\"Must authenticate\"}");
      }
      case GITLAB -> answer(exchange, 401, "{\"message\":\"401 Unauthorized\"}");
      case GITEA -> answer(exchange, 200, "{\"version\":\"1.24.0\"}");
      default -> answer(exchange, 200, "{\"version\":\"8.9\",\"displayName\":\"Bitbucket\"}");
    }
  }

  private String prefix() {
    return make == GitHost.GITHUB ? "api/v3/repos/o/r/" : "api/v1/repos/o/r/";
  }

  private String expectedPath() {
    return switch (make) {
      case GITHUB -> "/api/v3/repos/o/r/statuses/" + SHA;
      case GITEA -> "/api/v1/repos/o/r/statuses/" + SHA;
      case GITLAB -> "/api/v4/projects/o%2Fr/statuses/" + SHA;
      case BITBUCKET -> "/2.0/repositories/o/r/commit/" + SHA + "/statuses/build";
      case BITBUCKET_SERVER -> "/rest/build-status/1.0/commits/" + SHA;
    };
  }

  private boolean isSignedIn(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    return switch (make) {
      case GITHUB, BITBUCKET, BITBUCKET_SERVER ->
          "Bearer t0k3n".equals(headers.getFirst("Authorization"));
      case GITEA -> "token t0k3n".equals(headers.getFirst("Authorization"));
      case GITLAB -> "t0k3n".equals(headers.getFirst("PRIVATE-TOKEN"));
    };
  }

  private void take(HttpExchange exchange, JsonNode body) throws IOException {
    if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      faults.add("no JSON: " + exchange.getRequestHeaders().getFirst("Content-Type"));
    }
    var isBitbucket = make == GitHost.BITBUCKET || make == GitHost.BITBUCKET_SERVER;
    var context = make == GitHost.GITLAB ? "name" : isBitbucket ? "key" : "context";
    var row =
        new Row(
            body.path(context).asText(),
            body.path("state").asText(),
            body.path("description").asText(),
            body.path(isBitbucket ? "url" : "target_url").asText());
    faults.addAll(faults(body, row));
    if (make == GitHost.GITLAB && isSameState(row)) {
      answer(exchange, 400, "{\"message\":\"Cannot transition status via :x from :y\"}");
      return;
    }
    if (make != GitHost.GITHUB && make != GitHost.GITEA) {
      rows.removeIf(other -> other.context().equals(row.context()));
    }
    rows.add(row);
    if (answersLost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return; // closed without an answer
    }
    answer(exchange, make == GitHost.BITBUCKET_SERVER ? 204 : 201, "{}");
  }

  private boolean isSameState(Row row) {
    return rows.stream()
        .anyMatch(o -> o.context().equals(row.context()) && o.state().equals(row.state()));
  }

  private List<String> faults(JsonNode body, Row row) {
    var found = new ArrayList<String>();
    var states =
        switch (make) {
          case GITHUB -> Set.of("error", "failure", "pending", "success");
          case GITEA -> Set.of("pending", "success", "error", "failure", "warning");
          case GITLAB -> Set.of("pending", "running", "success", "failed", "canceled", "skipped");
          case BITBUCKET -> Set.of("SUCCESSFUL", "FAILED", "INPROGRESS", "STOPPED");
          case BITBUCKET_SERVER -> Set.of("SUCCESSFUL", "FAILED", "INPROGRESS");
        };
    if (!states.contains(row.state())) {
      found.add("state " + row.state());
    }
    if (row.context().isEmpty() || (isLimited() && row.context().length() > 40)) {
      found.add("key " + row.context());
    }
    if (row.description().isEmpty() || row.description().length() > 140) {
      found.add("description " + row.description());
    }
    if (!row.page().startsWith("https://")) {
      found.add("page " + row.page());
    }
    body.properties().stream()
        .filter(field -> !field.getValue().isTextual())
        .forEach(field -> found.add("no text: " + field.getKey()));
    return found;
  }

  private boolean isLimited() {
    return make == GitHost.BITBUCKET;
  }

  /** The newest of each context, with each make's name for the state. */
  private String combined() throws IOException {
    var newest = new java.util.LinkedHashMap<String, Map<String, String>>();
    for (var row : rows) {
      newest.put(
          row.context(),
          Map.of(
              "context",
              row.context(),
              make == GitHost.GITEA ? "status" : "state",
              row.state(),
              "description",
              row.description()));
    }
    return JSON.writeValueAsString(Map.of("statuses", newest.values()));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
    if (status != 204) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
