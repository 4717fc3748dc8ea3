package io.openluffy.playground.api;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.playground.api.http.ApiHandler;
import io.openluffy.playground.api.tls.ServerTls;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kubernetes API over TLS on one port of this machine. */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final int LARGEST_HEADER = 64 * 1024;
  private static final int MOST_THREADS = 40;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

  private final Server server;
  private final ServerConnector connector;
  private final ServerTls tls;
  private final ApiHandler handler;

  private ApiServer(Server server, ServerConnector connector, ServerTls tls, ApiHandler handler) {
    this.handler = handler;
    this.server = server;
    this.connector = connector;
    this.tls = tls;
  }

  /**
   * Starts to answer.
   *
   * @param host the address to listen on, such as {@code 127.0.0.1}
   * @param port 0 for any free one
   */
  public static ApiServer start(String host, int port, ServerTls tls, ApiHandler handler) {
    var pool = new QueuedThreadPool(MOST_THREADS);
    pool.setName("playground-api");
    pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("playground-"));
    var server = new Server(pool);
    var connector = connector(server, tls);
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(handler);
    server.setStopTimeout(STOP_WITHIN.toMillis());
    var started = new ApiServer(server, connector, tls, handler);
    try {
      server.start();
    } catch (Exception e) {
      started.close();
      throw Problem.world(
              "playground.port",
              "The playground's Kubernetes API cannot listen: " + reason(e) + ".",
              Where.of(host + ":" + port),
              "Free the port, or choose another with --kube-port (0 for any free one).")
          .asException(e);
    }
    return started;
  }

  private static String reason(Exception e) {
    var cause = e.getCause();
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }

  private static ServerConnector connector(Server server, ServerTls tls) {
    var configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(LARGEST_HEADER);
    configuration.setSendServerVersion(false);
    var customizer = new SecureRequestCustomizer();
    customizer.setSniHostCheck(false);
    configuration.addCustomizer(customizer);
    var ssl = new SslContextFactory.Server();
    ssl.setKeyStore(tls.keyStore());
    ssl.setKeyStorePassword("");
    ssl.setSniRequired(false);
    // A watch is many small records, and each pays for its key anew; Kubernetes prefers it, too.
    ssl.setCipherComparator(Comparator.comparing(suite -> !suite.contains("AES_128_GCM")));
    var connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(ssl, "http/1.1"),
            new HttpConnectionFactory(configuration));
    connector.setIdleTimeout(0);
    return connector;
  }

  public int port() {
    return connector.getLocalPort();
  }

  public String url() {
    return "https://127.0.0.1:" + port();
  }

  /** The certificate that clients have to trust. */
  public String caCertificate() {
    return tls.caPem();
  }

  @Override
  public void close() {
    handler.endWatches();
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.atDebug().setCause(e).log("Connections that did not end were cut");
    } catch (Exception e) {
      throw new IllegalStateException("The playground's API did not stop", e);
    }
  }
}
