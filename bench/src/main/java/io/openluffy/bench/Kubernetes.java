package io.openluffy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The playground's Kubernetes API over HTTP, so that no start of a kubectl is measured. */
final class Kubernetes {
  private final HttpClient http;
  private final String server;
  private final String token;

  Kubernetes(ServerProcess process) throws IOException, GeneralSecurityException {
    this(process.home().resolve("kubeconfig"));
  }

  Kubernetes(Path file) throws IOException, GeneralSecurityException {
    var kubeconfig = Files.readString(file);
    server = value(kubeconfig, "server");
    token = value(kubeconfig, "token");
    http =
        HttpClient.newBuilder()
            // What every server speaks; the bench compares two of them.
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(value(kubeconfig, "certificate-authority-data")))
            .build();
  }

  private static String value(String kubeconfig, String key) {
    var found = Pattern.compile("\"?" + key + "\"?: *\"?([^\"\\s,}]+)").matcher(kubeconfig);
    if (!found.find()) {
      throw new IllegalStateException("The kubeconfig has no " + key);
    }
    return found.group(1);
  }

  private static SSLContext trusting(String authority)
      throws IOException, GeneralSecurityException {
    var pem = new ByteArrayInputStream(Base64.getDecoder().decode(authority));
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry(
        "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    var answer = http.send(request(path).GET().build(), BodyHandlers.ofString());
    return Api.JSON.readTree(answer.body());
  }

  /** How many bytes the answer has. */
  int size(String path) throws IOException, InterruptedException {
    var answer = http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode());
    }
    return answer.body().length;
  }

  void create(String path, JsonNode object) throws IOException, InterruptedException {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(object.toString()));
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(path + ": " + answer.body());
    }
  }

  void delete(String path) throws IOException, InterruptedException {
    var answer = http.send(request(path).DELETE().build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(path + ": " + answer.body());
    }
  }

  /** A server-side apply, as {@code kubectl apply --server-side} makes it. */
  void apply(String path, JsonNode object) throws IOException, InterruptedException {
    var request =
        request(path + "?fieldManager=bench&force=true")
            .header("Content-Type", "application/apply-patch+yaml")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(object.toString()));
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(path + ": " + answer.body());
    }
  }

  /** Hears every event of a collection until it is closed, or this run ends. */
  InputStream watch(String path, Consumer<JsonNode> events)
      throws IOException, InterruptedException {
    var stream =
        http.send(request(path + "?watch=true").GET().build(), BodyHandlers.ofInputStream());
    Thread.ofVirtual()
        .start(
            () -> {
              try (var lines =
                  new BufferedReader(
                      new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                  events.accept(Api.JSON.readTree(line));
                }
              } catch (IOException e) {
                // The server has ended, or was left.
              }
            });
    return stream.body();
  }

  /** Where a watch begins that hears of what comes after now. */
  String version(String path) throws IOException, InterruptedException {
    return get(path + "?limit=1").at("/metadata/resourceVersion").asText();
  }

  /**
   * Calls for each event of a collection after a version until it is closed, and reads none of
   * them: what is measured is the server and not the bench.
   */
  AutoCloseable count(String path, String after, Runnable event) throws InterruptedException {
    var status = new AtomicInteger();
    var begun = new CountDownLatch(1);
    var request = request(path + "?watch=true&resourceVersion=" + after).GET().build();
    var answer =
        http.sendAsync(
            request,
            head -> {
              status.set(head.statusCode());
              begun.countDown();
              return BodySubscribers.ofByteArrayConsumer(
                  bytes -> bytes.ifPresent(some -> count(some, event)));
            });
    var _ = answer.whenComplete((body, failure) -> begun.countDown());
    begun.await();
    if (status.get() != 200) {
      throw new IllegalStateException(path + ": " + status);
    }
    return () -> answer.cancel(true);
  }

  private static void count(byte[] lines, Runnable event) {
    for (var character : lines) {
      if (character == '\n') {
        event.run();
      }
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path))
        .header("Authorization", "Bearer " + token);
  }
}
