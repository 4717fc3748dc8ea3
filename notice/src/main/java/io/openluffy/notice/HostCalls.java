package io.openluffy.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Talks to git hosts, and judges what they answer. */
final class HostCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST = 1024 * 1024;
  private static final Set<Integer> PASSING = Set.of(408, 423, 425, 429);
  private static final Set<Integer> MOVED = Set.of(301, 302, 307, 308);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;

  HostCalls(HttpClient http) {
    this.http = http;
  }

  private record Answer(int code, boolean isLimited, Optional<URI> elsewhere, String body) {}

  /** What is wrong for good; what may pass is thrown and tried again. */
  Optional<Problem> tell(StatusCall call, Map.Entry<String, Secret> header) {
    var answer = send(post(call.address(), header, call.body()));
    var elsewhere = answer.elsewhere().filter(uri -> isSameHost(uri, call.address()));
    if (MOVED.contains(answer.code()) && elsewhere.isPresent()) {
      answer = send(post(elsewhere.get(), header, call.body()));
    }
    return judge(answer, Where.of(call.address().getHost()));
  }

  /** Whether the host has it already, as after a crash between telling and writing that down. */
  boolean isKnown(StatusCall call, Map.Entry<String, Secret> header) {
    if (call.current().isEmpty()) {
      return false;
    }
    var request = request(call.current().get(), header).GET().build();
    var answer = send(request);
    try {
      return answer.code() == 200 && isAmong(call.body(), answer.body());
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean isAmong(String said, String known) throws JsonProcessingException {
    var wanted = JSON.readTree(said);
    for (var status : JSON.readTree(known).path("statuses")) {
      var state = status.path("state").asText(status.path("status").asText());
      if (status.path("context").asText().equals(wanted.path("context").asText())
          && state.equals(wanted.path("state").asText())
          && status.path("description").asText().equals(wanted.path("description").asText())) {
        return true;
      }
    }
    return false;
  }

  private static HttpRequest post(URI address, Map.Entry<String, Secret> header, String body) {
    return request(address, header).POST(HttpRequest.BodyPublishers.ofString(body)).build();
  }

  private static HttpRequest.Builder request(URI address, Map.Entry<String, Secret> header) {
    return HttpRequest.newBuilder(address)
        .timeout(PATIENCE)
        .header("Accept", "application/json")
        .header("Content-Type", "application/json")
        .header("User-Agent", "OpenLuffy")
        .header(header.getKey(), header.getValue().reveal());
  }

  private Answer send(HttpRequest request) {
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        var headers = answer.headers();
        var isLimited =
            headers.firstValue("Retry-After").isPresent()
                || headers.firstValue("X-RateLimit-Remaining").filter("0"::equals).isPresent();
        return new Answer(
            answer.statusCode(),
            isLimited,
            headers.firstValue("Location").map(request.uri()::resolve),
            new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw unreachable(request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(request, e);
    }
  }

  private static RuntimeException unreachable(HttpRequest request, Exception cause) {
    return Problem.world(
            "notice.unreachable",
            "The git host can't be told.",
            Where.of(request.uri().getHost()),
            "It is tried again.")
        .asException(cause);
  }

  /** A repository that was renamed; our token goes nowhere else. */
  private static boolean isSameHost(URI one, URI other) {
    return one.getScheme().equals(other.getScheme())
        && one.getAuthority().equals(other.getAuthority());
  }

  private static Optional<Problem> judge(Answer answer, Where where) {
    var code = answer.code();
    boolean saidBefore = code == 400 && answer.body().contains("Cannot transition status");
    if (code / 100 == 2 || saidBefore) {
      return Optional.empty();
    }
    if (PASSING.contains(code) || code >= 500 || (code == 403 && answer.isLimited())) {
      throw Problem.world(
              "notice.refused", "The git host answered " + code + ".", where, "It is tried again.")
          .asException();
    }
    return Optional.of(
        Problem.user(
            "notice.refused",
            "The git host answered " + code + " to a commit status.",
            where,
            "Check that the repository's token may set statuses."));
  }
}
