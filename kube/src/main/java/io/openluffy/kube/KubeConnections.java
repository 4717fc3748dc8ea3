package io.openluffy.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Opens clusters: by a kubeconfig file, by the account of our own pod, or by a cluster Secret. */
public final class KubeConnections {
  private static final int CONCURRENCY = 32;

  /** What Argo CD reads of a cluster Secret and we don't: without it, it would mean another. */
  private static final Map<String, String> UNREAD =
      Map.of(
          "awsAuthConfig",
          "Give OpenLuffy a ServiceAccount in that cluster, and put its token into bearerToken.",
          "execProviderConfig",
          "Give OpenLuffy a ServiceAccount in that cluster, and put its token into bearerToken.",
          "tlsClientConfig/serverName",
          "Put a name into 'server' that the certificate of the API server holds.");

  private KubeConnections() {}

  /**
   * @param context empty: the file's own current context
   */
  public static KubernetesCluster kubeconfig(String name, Path file, Optional<String> context) {
    try {
      var config = Config.fromKubeconfig(context.orElse(null), file.toFile());
      var used = Optional.ofNullable(config.getCurrentContext()).map(NamedContext::getName);
      if (used.isEmpty()) {
        throw new IllegalArgumentException("it has no current context");
      }
      // The client would silently take another one, and with it another cluster.
      if (context.isPresent() && !used.equals(context)) {
        throw new IllegalArgumentException("it has no context " + context.get());
      }
      return open(name, config);
    } catch (RuntimeException e) {
      throw Problem.user(
              "kube.bad-kubeconfig",
              "The kubeconfig can't be used: " + e.getMessage(),
              Where.of(file.toString()),
              "Name a readable kubeconfig, and a context that it holds.")
          .asException(e);
    }
  }

  /** The cluster whose pod we are. */
  public static KubernetesCluster inCluster() {
    return open(Clusters.IN_CLUSTER_NAME, Config.autoConfigure(null));
  }

  /** A cluster that Argo CD knows: a Secret with name, server and config. */
  static KubernetesCluster secret(Manifest secret) {
    if (value(secret, "server").isEmpty()) {
      throw unusable(secret, "server", "is missing.").asException();
    }
    var config = parse(value(secret, "config"), secret);
    UNREAD.forEach(
        (field, instead) -> {
          if (isGiven(config.at("/" + field))) {
            var name = field.replace('/', '.');
            throw unusable(secret, "config." + name, "is not supported.", instead).asException();
          }
        });
    var tls = config.path("tlsClientConfig");
    var builder =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(value(secret, "server"))
            .withTrustCerts(tls.path("insecure").asBoolean())
            .withDisableHostnameVerification(tls.path("insecure").asBoolean());
    text(tls, "caData").ifPresent(builder::withCaCertData);
    text(tls, "certData").ifPresent(builder::withClientCertData);
    text(tls, "keyData").ifPresent(builder::withClientKeyData);
    text(config, "bearerToken").ifPresent(builder::withOauthToken);
    text(config, "username").ifPresent(builder::withUsername);
    text(config, "password").ifPresent(builder::withPassword);
    text(config, "proxyUrl")
        .map(url -> proxy(url, secret))
        .ifPresent(url -> builder.withHttpsProxy(url).withHttpProxy(url));
    var name = value(secret, "name");
    try {
      return open(name.isEmpty() ? value(secret, "server") : name, builder.build());
    } catch (RuntimeException e) {
      throw unusable(secret, "config", "can't be used: " + e.getMessage()).asException(e);
    }
  }

  private static boolean isGiven(JsonNode value) {
    return value.isTextual()
        ? !value.asText().isEmpty()
        : !value.isMissingNode() && !value.isNull();
  }

  private static String proxy(String url, Manifest secret) {
    if (!url.matches("https?://[^@/]+/?")) {
      throw unusable(
              secret,
              "config.proxyUrl",
              "is no proxy that can be used: " + url.replaceFirst("//[^@]*@", "//***@"),
              "Name it as http://host:port, without a password.")
          .asException();
    }
    return url;
  }

  private static Problem unusable(Manifest secret, String field, String why) {
    return unusable(
        secret,
        field,
        why,
        "Write it as Argo CD does: name, server, and config with bearerToken and tlsClientConfig.");
  }

  private static Problem unusable(Manifest secret, String field, String why, String remedy) {
    return Problem.user(
        "kube.bad-cluster-secret",
        "The field '" + field + "' of the cluster Secret " + secret.name() + " " + why,
        Where.of("Secret " + secret.namespace() + "/" + secret.name()).field(field),
        remedy);
  }

  static String value(Manifest secret, String field) {
    var encoded = secret.at("/data").path(field).asText("");
    if (encoded.isEmpty()) {
      return secret.at("/stringData").path(field).asText("");
    }
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  private static Optional<String> text(JsonNode json, String field) {
    var text = json.path(field).asText("");
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static JsonNode parse(String json, Manifest secret) {
    try {
      return ApiClient.JSON.readTree(json.isEmpty() ? "{}" : json);
    } catch (JsonProcessingException _) {
      throw unusable(secret, "config", "is no JSON.").asException();
    }
  }

  /** Retries are ours: the client must not wait behind our back. */
  private static KubernetesCluster open(String name, Config config) {
    if (config.getTlsServerName() != null) {
      throw new IllegalArgumentException(
          "tls-server-name is not supported; name the server as its certificate does");
    }
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(0);
    config.setConnectionTimeout(10_000);
    var client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
    return new KubernetesCluster(name, new ApiClient(client, CONCURRENCY));
  }
}
