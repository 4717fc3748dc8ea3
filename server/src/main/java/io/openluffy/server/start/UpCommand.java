package io.openluffy.server.start;

import io.openluffy.server.terminal.Terminal;
import io.openluffy.server.wiring.Server;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the server and keeps it until it is stopped. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Start the server; Ctrl-C stops it.")
public final class UpCommand implements Callable<Integer> {
  private final Launch launch;

  @Mixin private ServerOptions options = new ServerOptions();

  public UpCommand(Launch launch) {
    this.launch = launch;
  }

  @Override
  public Integer call() {
    var began = launch.surroundings().clock().instant();
    return launch.run(
        launch.settings(options),
        server -> {
          var took = Duration.between(began, launch.surroundings().clock().instant());
          tell(launch.terminal(), server, took);
          new CountDownLatch(1).await();
          return 0;
        });
  }

  /** The addresses, and the password of the first administrator if it is new. */
  static void tell(Terminal terminal, Server server, Duration took) {
    var file = server.serverFile();
    terminal.title("OpenLuffy is ready after " + took.toMillis() / 1000.0 + " s.");
    terminal.line("  Page         " + file.page());
    server
        .firstPassword()
        .ifPresentOrElse(
            password -> terminal.line("  Sign in      admin / " + password),
            () ->
                terminal.line(
                    "  Sign in      admin, password in "
                        + server.settings().home().resolve("admin-password")));
    terminal.line("  Git          " + file.git() + "<project>.git");
    file.kubeconfig().ifPresent(path -> terminal.line("  Kubernetes   export KUBECONFIG=" + path));
    file.ingress().ifPresent(url -> terminal.line("  Ingress      " + url));
    if (!server.isLeading()) {
      terminal.waiting("Another server on this database leads; this one serves and stands by.");
    }
  }
}
