package io.openluffy.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Speaks HTTP with one API server, so many requests at a time, and tells its errors as problems.
 */
final class ApiClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int MOST_PAUSES = 3;
  private static final int LONGEST_MESSAGE = 2000;
  static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final String server;
  private final Semaphore permits;

  ApiClient(KubernetesClient client, int concurrency) {
    this.client = client;
    this.server = client.getMasterUrl().toString().replaceAll("/+$", "");
    this.permits = new Semaphore(concurrency, true);
  }

  String server() {
    return server;
  }

  JsonNode get(String path, Map<String, String> query) {
    return request("GET", path, query, "application/json", Optional.empty());
  }

  /** Sends a request and reads the whole answer. */
  JsonNode request(
      String method,
      String path,
      Map<String, String> query,
      String mediaType,
      Optional<JsonNode> body) {
    var builder = client.getHttpClient().newHttpRequestBuilder().uri(uri(path, query));
    builder.setHeader("Accept", "application/json");
    builder.timeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (body.isPresent() || !method.equals("GET")) {
      builder.method(method, mediaType, body.map(JsonNode::toString).orElse(""));
    }
    var request = builder.build();
    for (int again = 0; ; again++) {
      var response = send(request, path);
      var pause = again < MOST_PAUSES ? pause(response) : Optional.<Duration>empty();
      if (pause.isEmpty()) {
        return answer(response, path);
      }
      rest(pause.get(), path);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request, String path) {
    permits.acquireUninterruptibly();
    try {
      return wait(client.getHttpClient().sendAsync(request, byte[].class), path);
    } finally {
      permits.release();
    }
  }

  /** How long a server that is too busy asks us to stay away; it has done nothing yet. */
  private static Optional<Duration> pause(HttpResponse<byte[]> response) {
    var after = response.header("Retry-After");
    if (response.code() != 429 || after == null || !after.matches("\\d{1,4}")) {
      return Optional.empty();
    }
    var pause = Duration.ofSeconds(Long.parseLong(after));
    return Optional.of(pause).filter(one -> one.compareTo(LONGEST_PAUSE) <= 0);
  }

  private static void rest(Duration pause, String path) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KubeProblems.of(429, "", "Interrupted.", path).asException(e);
    }
  }

  private JsonNode answer(HttpResponse<byte[]> response, String path) {
    var bytes = response.body() == null ? new byte[0] : response.body();
    if (!response.isSuccessful()) {
      throw refusal(
              response.code(), bytes, Optional.ofNullable(response.header("Retry-After")), path)
          .asException();
    }
    return parse(new String(bytes, StandardCharsets.UTF_8), path);
  }

  static JsonNode parse(String text, String path) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException _) {
      throw KubeProblems.of(500, "", "The API server answered something that is no JSON.", path)
          .asException();
    }
  }

  /** The problem that a {@code Status} body, or whatever else came, tells. */
  static Problem refusal(int code, byte[] body, Optional<String> retryAfter, String path) {
    var text = new String(body, StandardCharsets.UTF_8);
    var message = "HTTP " + code;
    var reason = "";
    try {
      var status = JSON.readTree(text);
      message = status.path("message").asText(message);
      reason = status.path("reason").asText("");
    } catch (JsonProcessingException _) {
      message = text.isBlank() ? message : message + ": " + text.strip();
    }
    if (message.length() > LONGEST_MESSAGE) {
      message = message.substring(0, LONGEST_MESSAGE) + "…";
    }
    var after = retryAfter.map(one -> " Retry after " + one + " s.").orElse("");
    return KubeProblems.of(code, reason, message + after, path);
  }

  private <T> HttpResponse<T> wait(CompletableFuture<HttpResponse<T>> future, String path) {
    try {
      return future.get(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw timeout(path).asException(e);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw timeout(path).asException(e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause(), path);
    }
  }

  private ProblemException failure(Throwable cause, String path) {
    if (cause instanceof HttpTimeoutException) {
      return timeout(path).asException(cause);
    }
    var why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    if (isUntrusted(cause)) {
      return Problem.world(
              KubeProblems.UNTRUSTED,
              "The API server " + server + " does not prove who it is: " + why,
              Where.of(server),
              "Put the certificate authority of the server into certificate-authority-data of the"
                  + " kubeconfig, or into tlsClientConfig.caData of the cluster Secret.")
          .asException(cause);
    }
    return Problem.world(
            KubeProblems.UNREACHABLE,
            "The API server " + server + " can't be reached: " + why,
            Where.of(server),
            "Check that it runs and that the address in the kubeconfig is right.")
        .asException(cause);
  }

  private static boolean isUntrusted(Throwable failure) {
    var cause = failure;
    for (var depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof CertificateException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private Problem timeout(String path) {
    return Problem.world(
        KubeProblems.TIMEOUT,
        "The API server " + server + " didn't answer in time.",
        Where.of(path),
        "It is tried again.");
  }

  /** Opens an answer that comes line by line. */
  LineStream stream(String path, Map<String, String> query) {
    var request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri(path, query))
            .setHeader("Accept", "application/json")
            .forStreaming()
            .build();
    return open(request, path);
  }

  private LineStream open(HttpRequest request, String path) {
    var lines = new LineStream();
    var response = wait(client.getHttpClient().consumeBytes(request, lines::take), path);
    lines.of(response.body());
    if (!response.isSuccessful()) {
      var text = new StringBuilder();
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        text.append(line.get());
      }
      var body = text.toString().getBytes(StandardCharsets.UTF_8);
      lines.close();
      throw refusal(
              response.code(), body, Optional.ofNullable(response.header("Retry-After")), path)
          .asException();
    }
    return lines;
  }

  private URI uri(String path, Map<String, String> query) {
    var parameters =
        new TreeMap<>(query)
            .entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
    return URI.create(server + path + (parameters.isEmpty() ? "" : "?" + parameters));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    client.close();
  }
}
