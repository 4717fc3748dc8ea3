package io.openluffy.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.git.RepositoryLocator;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.FixedClusters;
import io.openluffy.notice.CommitStatuses;
import io.openluffy.playground.registry.Grace;
import io.openluffy.playground.registry.RegistryFiles;
import io.openluffy.playground.registry.Sweep;
import io.openluffy.playground.registry.Swept;
import io.openluffy.server.access.Accounts;
import io.openluffy.server.access.Role;
import io.openluffy.server.access.SignIn;
import io.openluffy.server.argocd.ApplicationApi;
import io.openluffy.server.argocd.ApplicationStreams;
import io.openluffy.server.home.ServerFile;
import io.openluffy.server.journey.JourneyWorld;
import io.openluffy.server.web.Callers;
import io.openluffy.server.web.EventStream;
import io.openluffy.server.web.Page;
import io.openluffy.server.web.Routes;
import io.openluffy.server.web.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The journey in memory, behind the real HTTP server with all routes of the API. */
final class ApiWorld implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";

  final JourneyWorld world;
  final Accounts accounts;
  final SignIn signIn;

  /** Method and path to who may. */
  final Map<String, Routes.Needs> routes = new TreeMap<>();

  private final EventStream events;
  private final WebServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> tokens = new HashMap<>();

  ApiWorld(Path work) {
    this(JourneyWorld.connected(work), work);
  }

  private ApiWorld(JourneyWorld world, Path work) {
    this.world = world;
    var store = world.server.store;
    accounts = new Accounts(store, world.clock, new SecureRandom());
    signIn = new SignIn(store, world.clock, new SecureRandom());
    events = new EventStream(store.journal());
    var nouns = nouns(new FixedClusters(world.cluster), work);
    nouns.forEach(
        noun ->
            noun.accept((method, path, needs, handler) -> routes.put(method + " " + path, needs)));
    server =
        WebServer.start(
            "127.0.0.1",
            0,
            new WebServer.Doors(Map.of(), nouns, new Page()),
            new Callers(signIn),
            new Random(1));
  }

  /** A user named like the role; made when first needed, because passwords are slow by design. */
  void user(Role role) {
    if (accounts.find(role.text()).isEmpty()) {
      accounts.create(Actor.OPENLUFFY, role.text(), PASSWORD, Set.of(role));
      world.people.put(new Principal(role.text(), Set.of(role.text()), Door.API));
    }
  }

  private List<Consumer<Routes>> nouns(Clusters clusters, Path work) {
    var here = world.server;
    RepositoryLocator elsewhere = url -> Optional.empty();
    var journey =
        new Journey(
            here.projects,
            here.releases,
            here.promotions,
            here.applications,
            world.git,
            world.clock);
    var nowhere =
        new ServerFile(1, "", "", "", Optional.empty(), Optional.empty(), Optional.empty());
    return List.of(
        new SessionApi(signIn)::routes,
        new UserApi(accounts, signIn)::routes,
        new ServerApi(() -> nowhere, () -> true, true, world.clock)::routes,
        new HomeApi(journey)::routes,
        new ChangesApi(journey)::routes,
        new ProjectApi(journey, world.secrets, elsewhere, url -> {})::routes,
        new SecretApi(world.secrets, elsewhere)::routes,
        new RegistryApi(new EmptyRegistry(work.resolve("registry")))::routes,
        new CommitApi(new CommitStatuses(here.store))::routes,
        new ReleaseApi(journey)::routes,
        new PushApi(journey)::routes,
        new RollbackApi(journey)::routes,
        new PromotionApi(journey, here.store.journal())::routes,
        new JournalApi(here.store.journal(), events)::routes,
        new ApplicationApi(here.applications, clusters)::routes,
        new ApplicationStreams(here.applications, clusters)::routes);
  }

  /** A sweep of a registry that nobody has pushed to. */
  private record EmptyRegistry(Path folder) implements RegistryApi.Sweeps {
    @Override
    public Swept rehearse() {
      return swept(sweep -> sweep.rehearse(Set.of()));
    }

    @Override
    public Swept sweep(Actor actor) {
      return swept(sweep -> sweep.run(Set.of()));
    }

    private Swept swept(Work work) {
      try {
        var clock = SettableClock.atNoon();
        return work.with(new Sweep(RegistryFiles.open(folder, clock), clock, Grace.USUAL));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private interface Work {
      Swept with(Sweep sweep) throws IOException;
    }
  }

  /** What was answered; the body as JSON where it is. */
  record Reply(int status, String type, String body, HttpResponse<String> raw) {
    JsonNode json() {
      return Json.tree(body);
    }
  }

  Reply get(String role, String path) {
    return ask(role, "GET", path, "");
  }

  /**
   * @param role whose user asks; empty for a stranger
   */
  Reply ask(String role, String method, String path, String body) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (!role.isEmpty()) {
      request.header("Authorization", "Bearer " + token(role));
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(request.method(method, BodyPublishers.ofString(body)));
  }

  Reply send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      var type = answer.headers().firstValue("Content-Type").orElse("");
      return new Reply(answer.statusCode(), type, answer.body(), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return server.port();
  }

  private String token(String role) {
    return tokens.computeIfAbsent(
        role,
        name -> {
          user(Role.of(name));
          var body = "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}";
          return ask("", "POST", "/api/v1/session", body).json().path("token").asText();
        });
  }

  @Override
  public void close() {
    events.close();
    server.close();
    world.server.close();
  }
}
