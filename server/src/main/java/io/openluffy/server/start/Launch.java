package io.openluffy.server.start;

import io.openluffy.server.Settings;
import io.openluffy.server.terminal.Terminal;
import io.openluffy.server.wiring.Server;
import io.openluffy.server.wiring.Surroundings;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Starts a server in this process, tells the terminal of it, and stops it when asked to. */
public final class Launch {
  /** The server could not start. */
  static final int NOT_STARTED = 1;

  /** As shells have it for Ctrl-C. */
  static final int STOPPED = 130;

  private final Surroundings surroundings;
  private final Terminal terminal;
  private final Path usualHome;

  public Launch(Surroundings surroundings, Terminal terminal, Path usualHome) {
    this.surroundings = surroundings;
    this.terminal = terminal;
    this.usualHome = usualHome;
  }

  Terminal terminal() {
    return terminal;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Settings settings(ServerOptions options) {
    var database = Optional.ofNullable(surroundings.environment().get("LUFFY_DATABASE_URL"));
    return options.settings(usualHome, database);
  }

  /** How a person at this machine calls the command line for a server with these settings. */
  String command(Settings settings) {
    var home = settings.home();
    return home.equals(usualHome.toAbsolutePath().normalize())
        ? "./luffy"
        : "OPENLUFFY_HOME='" + home.toString().replace("'", "'\\''") + "' ./luffy";
  }

  /** What is done with a running server; the answer is the exit code. */
  @FunctionalInterface
  interface Work {
    int with(Server server) throws InterruptedException;
  }

  int run(Settings settings, Work work) {
    return run(settings, () -> {}, work);
  }

  /**
   * Runs the work with a server, and stops the server in any case, also on Ctrl-C.
   *
   * @param before done before the start
   */
  int run(Settings settings, Runnable before, Work work) {
    var stop = new StopRequest(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(stop.asHook());
    try {
      before.run();
      try (var server = Server.start(settings, surroundings)) {
        return work.with(server);
      }
    } catch (InterruptedException e) {
      return stopped();
    } catch (RuntimeException e) {
      return stop.wasMade() ? stopped() : failed(e);
    } finally {
      stop.fulfilled();
    }
  }

  private int stopped() {
    terminal.endProgress();
    terminal.line("");
    terminal.line("Stopped. The next start goes on from here.");
    return STOPPED;
  }

  private int failed(RuntimeException error) {
    var problem = Server.problemOf(error);
    if (problem.isPresent()) {
      terminal.bad(problem.get().inWords());
    } else {
      terminal.bad("The server failed by our mistake; its log tells more.");
      LoggerFactory.getLogger(Launch.class).error("the server failed", error);
    }
    return NOT_STARTED;
  }
}
