package io.openluffy.playground.compared.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.openluffy.playground.api.Yaml;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One of the two servers that are compared, by its kubeconfig. */
public final class Peer implements AutoCloseable {
  /** The headers that a client may go by. */
  private static final List<String> HEADERS =
      List.of(
          "content-type",
          "content-encoding",
          "warning",
          "vary",
          "retry-after",
          "cache-control",
          "location");

  /** Sent in pieces whose lengths nobody knows before. */
  private static final Map<String, String> CHUNKED = Map.of("Transfer-Encoding", "chunked");

  /** Long enough for a machine that does much else. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI server;
  private final String token;
  private final HttpClient http;

  private Peer(URI server, String token, HttpClient http) {
    this.server = server;
    this.token = token;
    this.http = http;
  }

  public static Peer of(Path kubeconfig) {
    try {
      var config = Yaml.yaml(Files.readString(kubeconfig));
      var cluster = config.at("/clusters/0/cluster");
      var authority = Base64.getDecoder().decode(text(cluster, "certificate-authority-data"));
      var http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(trusting(authority))
              .build();
      return new Peer(
          URI.create(text(cluster, "server")), text(config.at("/users/0/user"), "token"), http);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(JsonNode node, String field) {
    return Optional.ofNullable(node.get(field))
        .map(JsonNode::asText)
        .orElseThrow(() -> new AssertionError("the kubeconfig has no " + field));
  }

  private static SSLContext trusting(byte[] authority) {
    try {
      var keys = KeyStore.getInstance(KeyStore.getDefaultType());
      keys.load(null, null);
      keys.setCertificateEntry(
          "authority",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(authority)));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(keys);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The kubeconfig's authority cannot be read", e);
    }
  }

  public Answer ask(Step step) {
    var request =
        HttpRequest.newBuilder(URI.create(server + step.path()))
            .timeout(PATIENCE)
            .method(
                step.method(),
                step.body().map(body -> published(step, body)).orElse(BodyPublishers.noBody()));
    if (!step.headers().containsKey("User-Agent")) {
      request.header("User-Agent", "compared/1");
    }
    if (!step.headers().containsKey("Authorization")) {
      request.header("Authorization", "Bearer " + token);
    }
    step.headers()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty() && !CHUNKED.containsKey(name)) {
                request.header(name, value);
              }
            });
    try {
      return answer(sent(request.build()), step.isWatch());
    } catch (IOException e) {
      throw new UncheckedIOException(server + " did not answer " + step.path(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private static BodyPublisher published(Step step, byte[] body) {
    var isChunked = step.headers().entrySet().containsAll(CHUNKED.entrySet());
    return isChunked
        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
        : BodyPublishers.ofByteArray(body);
  }

  /**
   * Again where a connection that had been used before has ended without a byte of an answer. The
   * client asks again by itself only for a GET; a server that ends its connections for a reason of
   * its own is no difference between the two.
   */
  private HttpResponse<byte[]> sent(HttpRequest request) throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      if (isOver(e)) {
        return http.send(request, BodyHandlers.ofByteArray());
      }
      throw e;
    }
  }

  private static boolean isOver(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException || "Broken pipe".equals(cause.getMessage())) {
        return true;
      }
    }
    return false;
  }

  private static Answer answer(HttpResponse<byte[]> response, boolean isWatch) {
    var tree = JsonNodeFactory.instance.objectNode().put("status", response.statusCode());
    var headers = tree.putObject("headers");
    for (var name : HEADERS) {
      var values = response.headers().allValues(name);
      if (!values.isEmpty()) {
        values.forEach(headers.putArray(name)::add);
      }
    }
    var type = response.headers().firstValue("content-type").orElse("");
    var bytes = unpacked(response);
    tree.set("body", isWatch ? events(bytes) : body(type, bytes));
    return new Answer(tree);
  }

  private static byte[] unpacked(HttpResponse<byte[]> response) {
    var encoding = response.headers().firstValue("content-encoding").orElse("");
    if (!encoding.equals("gzip")) {
      return response.body();
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a watch answers, one document after the other. */
  private static JsonNode events(byte[] bytes) {
    var all = JsonNodeFactory.instance.arrayNode();
    try (var documents = JSON.readerFor(JsonNode.class).<JsonNode>readValues(bytes)) {
      documents.forEachRemaining(
          event -> {
            if (!isBookmark(event)) {
              all.add(event);
            }
          });
    } catch (IOException | RuntimeException e) {
      all.add(new String(bytes, StandardCharsets.UTF_8));
    }
    return all;
  }

  /** They may come at any time or not at all; the one that ends the initial events may not. */
  private static boolean isBookmark(JsonNode event) {
    var annotations = event.at("/object/metadata/annotations");
    return event.path("type").asText().equals("BOOKMARK")
        && annotations.isMissingNode()
        && event.at("/object/rows/0/object/metadata/annotations").isMissingNode();
  }

  private static JsonNode body(String type, byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    try {
      return type.contains("json")
          ? JSON.readTree(bytes)
          : type.contains("yaml") ? Yaml.any(text) : TextNode.valueOf(text);
    } catch (IOException e) {
      return TextNode.valueOf(text);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
