package io.openluffy.server.start;

import io.openluffy.kernel.secret.Secret;
import io.openluffy.server.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code up} and {@code demo}. */
final class ServerOptions {
  @Option(
      names = "--home",
      paramLabel = "FOLDER",
      description = "Where everything is kept (OPENLUFFY_HOME, else ~/.openluffy).")
  private @Nullable Path home;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address (127.0.0.1).")
  private String host = "127.0.0.1";

  @Option(names = "--port", defaultValue = "8080", description = "Page and API (8080); 0: any.")
  private int port = 8080;

  @Option(
      names = "--kube-port",
      defaultValue = "6443",
      description = "The playground's Kubernetes API (6443); 0: any.")
  private int kubePort = 6443;

  @Option(
      names = "--ingress-port",
      defaultValue = "8081",
      description = "The playground's ingress (8081); 0: any.")
  private int ingressPort = 8081;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = {
        "An external PostgreSQL, jdbc:postgresql://…; LUFFY_DATABASE_URL keeps its password",
        "out of the process list."
      })
  private @Nullable String database;

  @Option(names = "--kubeconfig", description = "A real cluster in the playground's place.")
  private @Nullable Path kubeconfig;

  @Option(names = "--context", description = "Of the kubeconfig.")
  private @Nullable String context;

  @Option(
      names = "--external-url",
      defaultValue = "http://openluffy.localhost",
      description = "How manifests name our git and registry (http://openluffy.localhost).")
  private URI externalUrl = Settings.EXTERNAL_URL;

  @Option(
      names = "--allow-plain-http",
      description = "Let others connect without TLS; passwords travel in clear.")
  private boolean publicly;

  @Option(
      names = "--namespace",
      defaultValue = "argocd",
      description = "Where Application resources live (argocd).")
  private String namespace = "argocd";

  /**
   * @param usualHome when {@code --home} is not given
   * @param databaseUrl when {@code --database-url} is not given
   */
  Settings settings(Path usualHome, Optional<String> databaseUrl) {
    return new Settings(
        (home == null ? usualHome : home).toAbsolutePath().normalize(),
        host,
        port,
        kubePort,
        ingressPort,
        Optional.ofNullable(database).or(() -> databaseUrl).map(Secret::of),
        Optional.ofNullable(kubeconfig),
        Optional.ofNullable(context),
        externalUrl,
        publicly,
        namespace);
  }
}
