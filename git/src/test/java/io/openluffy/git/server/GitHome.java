package io.openluffy.git.server;

import io.openluffy.git.GitSettings;
import io.openluffy.git.JGitClient;
import io.openluffy.git.OpenRepositories;
import io.openluffy.git.Pushes;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.InMemorySecretStore;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.InMemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;

/** A git server with its store on a folder, as the real server wires it. */
final class GitHome implements AutoCloseable {
  static final String ADDRESS = "http://openluffy.localhost";

  final SettableClock clock = SettableClock.atNoon();
  final InMemoryStore store;
  final OpenRepositories open = new OpenRepositories();
  final EmbeddedRepositories repositories;
  final Pushes pushes;
  final JGitClient git;
  final GitServer server;
  final HttpDoor door;

  GitHome(Path home) throws IOException {
    this(home, GitServerSettings.DEFAULTS, new InMemoryStore(SettableClock.atNoon()));
  }

  GitHome(Path home, GitServerSettings settings, InMemoryStore store) throws IOException {
    this.store = store;
    this.repositories = new EmbeddedRepositories(home.resolve("git"), this::addresses, open);
    this.pushes = new Pushes(store, clock, repositories);
    this.git =
        JGitClient.onDisk(
            home,
            open,
            repositories,
            new InMemorySecretStore(),
            GitSettings.DEFAULTS,
            pushes,
            clock,
            RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    this.server = new GitServer(repositories, new Access(), pushes, settings);
    this.door = new HttpDoor(server);
  }

  private List<String> addresses() {
    return List.of(ADDRESS);
  }

  RepositoryUrl create(String project) {
    return server.create(Actor.OPENLUFFY, project);
  }

  /** The address that a user types, with a password. */
  String address(String user, String password, String project) {
    return door.address().replace("http://", "http://" + user + ":" + password + "@")
        + "/git/"
        + project
        + ".git";
  }

  PushRecovery recovery() {
    return new PushRecovery(repositories, pushes, git, clock);
  }

  @Override
  public void close() {
    door.close();
    open.close();
  }

  /** Ada may do everything, Vera only read; strangers nothing. */
  private static final class Access implements GitAccess {
    @Override
    public Optional<Principal> authenticate(String user, Secret password, String remoteAddress) {
      var isKnown = user.equals("ada") || user.equals("vera");
      return isKnown && password.reveal().equals("s3cret")
          ? Optional.of(new Principal(user, Set.of(), Door.GIT))
          : Optional.empty();
    }

    @Override
    public boolean mayRead(Optional<Principal> who, String project) {
      return who.isPresent();
    }

    @Override
    public boolean mayPush(Principal who, String project, String ref) {
      return who.name().equals("ada");
    }

    @Override
    public boolean mayCreate(Principal who, String project) {
      return who.name().equals("ada");
    }
  }
}
