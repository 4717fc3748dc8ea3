package io.openluffy.server.start;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.server.Settings;
import io.openluffy.server.demo.Demo;
import io.openluffy.server.home.HomeFolder;
import io.openluffy.server.home.Reset;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the journey with the sample project. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Show the whole journey on this machine, with the sample project.")
public final class DemoCommand implements Callable<Integer> {
  private final Launch launch;

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(
      names = "--unattended",
      description = "Also approve, roll back and forward, then end; 0 if all was as it should be.")
  private boolean unattended;

  @Option(names = "--reset", description = "Begin anew: everything in the home is deleted.")
  private boolean reset;

  public DemoCommand(Launch launch) {
    this.launch = launch;
  }

  @Override
  public Integer call() {
    var settings = launch.settings(options);
    var terminal = launch.terminal();
    var clock = launch.surroundings().clock();
    var began = clock.instant();
    terminal.line("Starting OpenLuffy in " + settings.home() + " …");
    return launch.run(
        settings,
        () -> {
          if (reset) {
            empty(settings);
          }
        },
        server -> {
          UpCommand.tell(terminal, server, Duration.between(began, clock.instant()));
          var demo =
              new Demo(
                  server,
                  terminal,
                  clock,
                  launch.surroundings().secureRandom(),
                  launch.command(settings));
          if (unattended) {
            return demo.unattended();
          }
          demo.attended();
          new CountDownLatch(1).await();
          return 0;
        });
  }

  private static void empty(Settings settings) {
    if (settings.database().isPresent()) {
      throw Problem.user(
              "settings.reset-external",
              "Only the embedded database is ours to empty.",
              Where.of("--reset"),
              "Give another --database-url, or empty that database yourself.")
          .asException();
    }
    Reset.everythingIn(HomeFolder.hold(settings.home()));
  }
}
