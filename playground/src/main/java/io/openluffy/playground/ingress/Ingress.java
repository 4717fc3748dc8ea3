package io.openluffy.playground.ingress;

import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.pods.PodOutput;
import io.openluffy.playground.ingress.Backends.Choice;
import io.openluffy.playground.registry.Images;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Answers HTTP in the place of the pods: by Host and path to a ready pod of the Service. */
public final class Ingress implements AutoCloseable {
  private final ObjectStore store;
  private final Backends backends;
  private final StaticContent content;
  private final PodOutput output;
  private final InstantSource clock;
  private final Server server;
  private final ServerConnector connector;

  /**
   * @param port 0 for any free one; only the loopback interface is listened on
   */
  public Ingress(
      ObjectStore store, Images images, PodOutput output, InstantSource clock, int port) {
    this.store = store;
    this.backends = new Backends(store);
    this.content = new StaticContent(images);
    this.output = output;
    this.clock = clock;
    var threads = new QueuedThreadPool(16, 2);
    threads.setName("ingress");
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    this.server = new Server(threads);
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new Door());
  }

  public void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The ingress could not start", e);
    }
  }

  /** The port that is listened on, once it has started. */
  public int port() {
    return connector.getLocalPort();
  }

  Page answer(String method, String host, String path, String ifNoneMatch) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Page.text(405, "The playground's pods answer GET and HEAD only.")
          .with("Allow", "GET, HEAD");
    }
    var ingresses = store.list(Kinds.INGRESSES, "");
    var backend = IngressRules.choose(ingresses, host, path);
    if (backend.isEmpty()) {
      var hosts = IngressRules.hosts(ingresses);
      var known =
          hosts.isEmpty()
              ? "There is no Ingress yet."
              : "Known hosts:\n  " + String.join("\n  ", hosts);
      return Page.text(404, "No Ingress has a rule for " + host + path + ". " + known);
    }
    return switch (backends.choose(backend.get())) {
      case Choice.Nobody nobody -> Page.text(503, nobody.reason()).with("Retry-After", "1");
      case Choice.Chosen chosen -> {
        var page = serve(chosen, path).unlessKnown(ifNoneMatch);
        note(chosen, method, path, page.status());
        yield page.with("X-Served-By", Fields.name(chosen.pod())).with("X-Image", chosen.image());
      }
    };
  }

  private Page serve(Choice.Chosen chosen, String path) {
    var files = content.of(chosen.imageId());
    if (files.isEmpty()) {
      return Page.about(Fields.name(chosen.pod()), chosen.image());
    }
    var name = path.substring(1);
    for (var candidate :
        new String[] {
          name, (name.isEmpty() || name.endsWith("/") ? name : name + "/") + "index.html"
        }) {
      var file = files.get().get(candidate);
      if (file != null) {
        return Page.file(candidate, file);
      }
    }
    return Page.text(404, "The image " + chosen.image() + " has no file for " + path + ".");
  }

  private void note(Choice.Chosen chosen, String method, String path, int status) {
    var line = "\"" + method + " " + path + "\" " + status;
    output.add(Fields.uid(chosen.pod()), chosen.container(), clock.instant(), line);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The ingress could not stop", e);
    }
  }

  private final class Door extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      var host = IngressRules.hostName(header(request, HttpHeader.HOST));
      var page =
          answer(
              request.getMethod(), host, path(request), header(request, HttpHeader.IF_NONE_MATCH));
      response.setStatus(page.status());
      page.headers().forEach((name, value) -> response.getHeaders().put(name, value));
      if (page.status() != 304) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.body().length);
      }
      var body = request.getMethod().equals("HEAD") ? new byte[0] : page.body();
      response.write(true, ByteBuffer.wrap(body), callback);
      return true;
    }

    private static String header(Request request, HttpHeader name) {
      var value = request.getHeaders().get(name);
      return value == null ? "" : value;
    }

    private static String path(Request request) {
      try {
        var raw = Request.getPathInContext(request).replace("+", "%2B");
        var path = URLDecoder.decode(raw, StandardCharsets.UTF_8);
        return path.startsWith("/") ? path : "/" + path;
      } catch (IllegalArgumentException e) {
        return "/";
      }
    }
  }
}
