package io.openluffy.playground.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.KubeConnections;
import io.openluffy.kube.KubeProblems;
import io.openluffy.kube.KubernetesCluster;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.SecretClusters;
import io.openluffy.playground.FreshPlayground;
import io.openluffy.playground.Playground;
import io.openluffy.playground.api.store.InMemoryObjectStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second cluster, known by a Secret as Argo CD writes it. */
class ClusterSecretsTest {
  @TempDir Path home;
  private Playground here;
  private Playground there;
  private KubernetesCluster control;
  private SecretClusters clusters;

  @BeforeEach
  void start() throws IOException {
    here = playground("here", 0);
    there = playground("there", 0);
    control = KubeConnections.kubeconfig("in-cluster", here.kubeconfig(), Optional.empty());
    clusters = new SecretClusters(control, "default");
  }

  private Playground playground(String name, int port) throws IOException {
    var folder = Files.createDirectories(home.resolve(name));
    return FreshPlayground.in(folder, new InMemoryObjectStorage(), port, 0);
  }

  @AfterEach
  void stop() {
    clusters.close();
    control.close();
    here.close();
    there.close();
  }

  private String server() {
    return "https://127.0.0.1:" + there.kubePort();
  }

  private String ca(String of) throws IOException {
    return Base64.getEncoder()
        .encodeToString(Files.readAllBytes(home.resolve(of).resolve("tls/ca.crt")));
  }

  private void register(String config) {
    register(server(), config);
  }

  private void register(String server, String config) {
    var json = Json.tree("{\"apiVersion\":\"v1\",\"kind\":\"Secret\"}");
    var secret =
        Manifest.of(json)
            .with(
                object -> {
                  var metadata = object.putObject("metadata");
                  metadata.put("name", "staging").put("namespace", "default");
                  metadata.putObject("labels").put("argocd.argoproj.io/secret-type", "cluster");
                  var data = object.putObject("data");
                  data.put("name", base64("staging"));
                  data.put("server", base64(server));
                  data.put("config", base64(config));
                  return object;
                });
    control.apply(secret, ApplyOptions.forced());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Cluster staging() {
    eventually(() -> isKnown());
    return clusters.find("", "staging").orElseThrow();
  }

  private boolean isKnown() {
    return clusters.find("", "staging").isPresent();
  }

  private String problem(Runnable call) {
    try {
      call.run();
      return "";
    } catch (ProblemException e) {
      return e.problem().code() + ": " + e.problem().message();
    }
  }

  /** News of a Secret come over a watch: asks until they are here. */
  private static void eventually(BooleanSupplier fact) {
    var begun = System.nanoTime();
    while (!fact.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
      Thread.onSpinWait();
    }
  }

  @Test
  void aSecretWithTokenAndAuthorityOpensTheCluster() throws IOException {
    register(
        "{\"bearerToken\":\"t0ken\",\"tlsClientConfig\":{\"caData\":\"%s\"}}"
            .formatted(ca("there")));

    assertThat(staging().types().kubeVersion()).startsWith("v1.");
    assertThat(clusters.find(server(), "")).contains(staging());
    assertThat(clusters.server(staging())).isEqualTo(server());
    control.delete(
        Manifest.named(GroupVersionKind.of("v1", "Secret"), "default", "staging").key(),
        DeleteOptions.background());
    eventually(() -> !isKnown());
  }

  @Test
  void insecureTrustsAnyCertificate() {
    register("{\"bearerToken\":\"t0ken\",\"tlsClientConfig\":{\"insecure\":true}}");

    assertThat(staging().types().kubeVersion()).startsWith("v1.");
  }

  @Test
  void anotherAuthorityIsToldApartFromAnUnreachableServer() throws IOException {
    register(
        "{\"bearerToken\":\"t0ken\",\"tlsClientConfig\":{\"caData\":\"%s\"}}"
            .formatted(ca("here")));
    var distrusted = staging();

    assertThat(problem(() -> distrusted.types().all()))
        .startsWith(KubeProblems.UNTRUSTED)
        .contains(server(), "does not prove who it is");
    register(
        "https://127.0.0.1:1",
        "{\"bearerToken\":\"t0ken\",\"tlsClientConfig\":{\"insecure\":true}}");
    eventually(() -> clusters.find("https://127.0.0.1:1", "").isPresent());
    assertThat(problem(() -> staging().types().all())).startsWith(KubeProblems.UNREACHABLE);
  }

  @Test
  void aWrongTokenIsUnauthorized() {
    register("{\"bearerToken\":\"wrong\",\"tlsClientConfig\":{\"insecure\":true}}");

    assertThat(problem(() -> staging().types().all())).startsWith(KubeProblems.UNAUTHORIZED);
  }

  @Test
  void aSecretThatCantBeUsedSaysWhyUntilItIsMended() {
    register("{broken");
    eventually(() -> !problem(() -> clusters.find("", "staging")).isEmpty());

    assertThatThrownBy(() -> clusters.find(server(), ""))
        .hasMessageContaining("The field 'config' of the cluster Secret staging is no JSON.");
    register("{\"tlsClientConfig\":{\"certData\":\"bm8=\",\"keyData\":\"bm8=\"}}");
    eventually(() -> !problem(() -> clusters.find("", "staging")).contains("no JSON"));
    register("{\"bearerToken\":\"t0ken\",\"tlsClientConfig\":{\"insecure\":true}}");
    eventually(() -> problem(() -> clusters.find("", "staging")).isEmpty());
    eventually(() -> problem(() -> staging().types().all()).isEmpty());
  }

  @Test
  void whatWouldMeanAnotherConnectionIsRefused() {
    for (var config :
        Map.of(
                "{\"execProviderConfig\":{\"command\":\"x\"}}", "config.execProviderConfig",
                "{\"awsAuthConfig\":{\"clusterName\":\"x\"}}", "config.awsAuthConfig",
                "{\"tlsClientConfig\":{\"serverName\":\"x\"}}", "config.tlsClientConfig.serverName",
                "{\"proxyUrl\":\"http://me:geheim@x:1\"}", "config.proxyUrl")
            .entrySet()) {
      register(config.getKey());

      eventually(() -> problem(() -> clusters.find("", "staging")).contains(config.getValue()));
      assertThat(problem(() -> clusters.find("", "staging"))).doesNotContain("geheim");
    }
  }

  @Test
  void aProxyIsPassedThrough() throws IOException {
    try (var proxy = new TunnelProxy()) {
      register(
          "https://staging.example:" + there.kubePort(),
          "{\"bearerToken\":\"t0ken\",\"proxyUrl\":\"%s\",\"tlsClientConfig\":{\"insecure\":true}}"
              .formatted(proxy.url()));

      assertThat(staging().types().kubeVersion()).startsWith("v1.");
      assertThat(proxy.asked()).contains("CONNECT staging.example:" + there.kubePort());
    }
  }

  @Test
  void aClusterThatGoesAwayAndComesBackWorksAgain() throws IOException {
    register("{\"bearerToken\":\"t0ken\",\"tlsClientConfig\":{\"insecure\":true}}");
    var cluster = staging();
    assertThat(cluster.types().kubeVersion()).startsWith("v1.");
    var port = there.kubePort();

    there.close();
    cluster.types().refresh();
    assertThat(problem(() -> cluster.types().all())).startsWith(KubeProblems.UNREACHABLE);
    assertThat(control.types().kubeVersion()).startsWith("v1.");

    there = playground("there", port);
    assertThat(cluster.types().all()).isNotEmpty();
  }
}
