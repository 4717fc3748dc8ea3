package io.openluffy.server.wiring;

import io.openluffy.git.Git;
import io.openluffy.git.GitSettings;
import io.openluffy.git.JGitClient;
import io.openluffy.git.Maintenance;
import io.openluffy.git.OpenRepositories;
import io.openluffy.git.Pushes;
import io.openluffy.git.server.EmbeddedRepositories;
import io.openluffy.git.server.GitAccess;
import io.openluffy.git.server.GitServer;
import io.openluffy.git.server.GitServerSettings;
import io.openluffy.git.server.PushRecovery;
import io.openluffy.kernel.Controller;
import io.openluffy.kernel.ControllerSettings;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.server.home.HomeFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/** Git: our own repositories with their server, and mirrors of everybody else's. */
public record Repositories(
    OpenRepositories open,
    EmbeddedRepositories embedded,
    Pushes pushes,
    Git git,
    GitServer server,
    PushRecovery recovery,
    Maintenance maintenance)
    implements AutoCloseable {

  /**
   * @param externalUrl the stable name of our server
   * @param port the port in use, once it is known
   */
  static Repositories open(
      HomeFolder home,
      Storage storage,
      GitAccess access,
      URI externalUrl,
      IntSupplier port,
      InstantSource clock,
      RandomGenerator random) {
    var open = new OpenRepositories();
    var embedded =
        new EmbeddedRepositories(
            home.at("git"),
            () ->
                List.of(
                    externalUrl.toString(),
                    "http://localhost:" + port.getAsInt(),
                    "http://127.0.0.1:" + port.getAsInt(),
                    externalUrl + ":" + port.getAsInt()),
            open);
    var pushes = new Pushes(storage.store(), clock, embedded);
    var git =
        JGitClient.onDisk(
            home.root(),
            open,
            embedded,
            storage.secrets(),
            GitSettings.DEFAULTS,
            pushes,
            clock,
            random);
    var server = new GitServer(embedded, access, pushes, GitServerSettings.DEFAULTS);
    return new Repositories(
        open,
        embedded,
        pushes,
        git,
        server,
        new PushRecovery(embedded, pushes, git, clock),
        new Maintenance(open, clock));
  }

  /** Makes up for pushes that a kill left unrecorded; before the first request is taken. */
  void recover() {
    try {
      recovery.run();
    } catch (IOException e) {
      throw Problem.world(
              "server.repositories-unreadable",
              "The embedded repositories can't be read: " + e.getMessage(),
              Where.of("git/ in the home"),
              "Check the permissions and the disk.")
          .asException(e);
    }
  }

  /** The loop that keeps what is on this server's disk in order, whether it leads or not. */
  Controller<Path> maintenance(HomeFolder home, Surroundings around) {
    var loop =
        new Controller<>(
            "maintenance",
            maintenance,
            ControllerSettings.DEFAULT,
            around.clock(),
            around.random(),
            around.metrics());
    loop.enqueue(home.at("git"));
    loop.enqueue(home.at("mirrors"));
    loop.start();
    return loop;
  }

  @Override
  public void close() {
    open.close();
  }
}
