package io.openluffy.server.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.web.WebHandler;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.server.Server;

/**
 * The one port: the API's routes, the rooms' handlers below their prefixes, and the page for the
 * rest. Every request runs on a virtual thread of its own.
 */
public final class WebServer implements AutoCloseable {
  private static final List<HandlerType> METHODS =
      List.of(
          HandlerType.GET,
          HandlerType.HEAD,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE);

  /** Packs and layers come in; an idle connection holds none of it. */
  private static final int INPUT = 64 * 1024;

  private final Javalin javalin;

  private WebServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * What the port answers.
   *
   * @param mounts prefix, such as {@code /git/}, to the room's handler
   * @param routes the API; each noun adds its own
   * @param page answers every GET that nothing else does
   */
  public record Doors(
      Map<String, WebHandler> mounts, List<Consumer<Routes>> routes, WebHandler page) {
    public Doors {
      mounts = Map.copyOf(mounts);
      routes = List.copyOf(routes);
    }
  }

  /**
   * Opens the port.
   *
   * @param port 0 for any free one
   * @throws ProblemException when it is taken
   */
  public static WebServer start(
      String host, int port, Doors doors, Callers callers, RandomGenerator random) {
    var javalin = Javalin.create(config -> configure(config, doors, callers, random));
    try {
      javalin.start(host, port);
    } catch (RuntimeException e) {
      throw portProblem(host, port, e);
    }
    return new WebServer(javalin);
  }

  /** The name by which this machine reaches what listens on the address. */
  public static String reachable(String host) {
    return switch (host) {
      case "127.0.0.1", "0.0.0.0", "::", "::1" -> "localhost";
      default -> host;
    };
  }

  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private static void configure(
      JavalinConfig config, Doors doors, Callers callers, RandomGenerator random) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.generateEtags = false;
    config.jetty.modifyServer(server -> limits(server, random));
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(16 * 1024);
          http.setInputBufferSize(INPUT);
        });
    var known = new KnownPaths();
    var refusals = new Refusals(known, random);
    config.routes.exception(HttpResponseException.class, refusals::refused);
    config.routes.exception(Exception.class, refusals::thrown);
    mount(config, doors.mounts());
    doors.routes().forEach(noun -> noun.accept(new JavalinRoutes(config.routes, callers, known)));
    config.routes.addHttpHandler(HandlerType.GET, "/*", context -> page(context, doors.page()));
    config.routes.error(404, refusals::unknownPath);
  }

  private static void limits(Server server, RandomGenerator random) {
    server.setStopTimeout(2_000);
    server.setErrorHandler(new BareErrors(random));
  }

  private static void mount(JavalinConfig config, Map<String, WebHandler> mounts) {
    mounts.forEach(
        (prefix, handler) ->
            METHODS.forEach(
                method -> {
                  config.routes.addHttpHandler(
                      method, prefix, context -> handler.handle(new JavalinExchange(context)));
                  if (prefix.endsWith("/")) {
                    config.routes.addHttpHandler(
                        method,
                        prefix + "*",
                        context -> handler.handle(new JavalinExchange(context)));
                  }
                }));
  }

  private static void page(Context context, WebHandler page) throws IOException {
    if (context.path().startsWith("/api/")) {
      context.status(404);
      return;
    }
    page.handle(new JavalinExchange(context));
  }

  private static ProblemException portProblem(String host, int port, RuntimeException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException
          || (cause.getMessage() != null && cause.getMessage().contains("in use"))) {
        return Problem.user(
                "server.port-in-use",
                "Port " + port + " on " + host + " is in use.",
                Where.of("--port " + port),
                "Stop what uses it, or choose another: --port 0 takes any free one.")
            .asException(error);
      }
    }
    return Problem.world(
            "server.no-port",
            "Port " + port + " on " + host + " can't be opened.",
            Where.of("--port " + port),
            "")
        .asException(error);
  }
}
