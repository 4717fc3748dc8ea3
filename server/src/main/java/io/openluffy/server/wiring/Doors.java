package io.openluffy.server.wiring;

import io.openluffy.git.RepositoryUrl;
import io.openluffy.git.webhook.Webhooks;
import io.openluffy.kernel.web.WebExchange;
import io.openluffy.kernel.web.WebHandler;
import io.openluffy.kube.Clusters;
import io.openluffy.notice.CommitStatuses;
import io.openluffy.playground.registry.Registry;
import io.openluffy.playground.registry.RegistryAccess;
import io.openluffy.server.Settings;
import io.openluffy.server.access.Accounts;
import io.openluffy.server.access.SignIn;
import io.openluffy.server.api.ChangesApi;
import io.openluffy.server.api.CommitApi;
import io.openluffy.server.api.HomeApi;
import io.openluffy.server.api.JournalApi;
import io.openluffy.server.api.Journey;
import io.openluffy.server.api.ProjectApi;
import io.openluffy.server.api.PromotionApi;
import io.openluffy.server.api.PushApi;
import io.openluffy.server.api.RegistryApi;
import io.openluffy.server.api.ReleaseApi;
import io.openluffy.server.api.RollbackApi;
import io.openluffy.server.api.SecretApi;
import io.openluffy.server.api.ServerApi;
import io.openluffy.server.api.SessionApi;
import io.openluffy.server.api.UserApi;
import io.openluffy.server.argocd.ApplicationApi;
import io.openluffy.server.argocd.ApplicationStreams;
import io.openluffy.server.home.ServerFile;
import io.openluffy.server.web.Callers;
import io.openluffy.server.web.EventStream;
import io.openluffy.server.web.Followers;
import io.openluffy.server.web.Page;
import io.openluffy.server.web.WebServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Everything that the one port answers. */
final class Doors implements AutoCloseable {
  private final Settings settings;
  private final Surroundings around;
  private final Storage storage;
  private final Repositories repositories;
  private final ImageStore images;
  private final Rooms rooms;
  private final Clusters clusters;
  private final Accounts accounts;
  private final SignIn signIn;
  private final RegistryAccess registryAccess;
  private final RegistrySweeper sweeper;
  private final Consumer<RepositoryUrl> look;
  private final Consumer<RepositoryUrl> connected;
  private final Supplier<Standing> standing;
  private final Supplier<ServerFile> addresses;
  private final EventStream events;
  private final AutoCloseable following;

  Doors(
      Settings settings,
      Surroundings around,
      Storage storage,
      Repositories repositories,
      ImageStore images,
      Rooms rooms,
      Clusters clusters,
      Accounts accounts,
      SignIn signIn,
      RegistryAccess registryAccess,
      RegistrySweeper sweeper,
      Consumer<RepositoryUrl> look,
      Consumer<RepositoryUrl> connected,
      Supplier<Standing> standing,
      Supplier<ServerFile> addresses) {
    this.settings = settings;
    this.around = around;
    this.storage = storage;
    this.repositories = repositories;
    this.images = images;
    this.rooms = rooms;
    this.clusters = clusters;
    this.accounts = accounts;
    this.signIn = signIn;
    this.registryAccess = registryAccess;
    this.sweeper = sweeper;
    this.look = look;
    this.connected = connected;
    this.standing = standing;
    this.addresses = addresses;
    events = new EventStream(storage.store().journal());
    following =
        rooms
            .applications()
            .follow(
                name ->
                    events.note(
                        "application", Map.of("namespace", name.namespace(), "name", name.name())));
  }

  WebServer open() {
    return WebServer.start(
        settings.host(),
        settings.port(),
        new WebServer.Doors(mounts(), routes(), new Page()),
        new Callers(signIn),
        around.random());
  }

  private Map<String, WebHandler> mounts() {
    var mounts = new LinkedHashMap<String, WebHandler>();
    mounts.put("/git/", repositories.server());
    mounts.put("/v2", new Registry(images.files(), registryAccess));
    mounts.put("/v2/", new Registry(images.files(), registryAccess));
    mounts.put(
        "/api/webhook",
        new Webhooks(
            storage.store(), storage.secrets(), repositories.pushes(), look, around.clock()));
    mounts.put("/healthz", exchange -> say(exchange, 200, "ok"));
    mounts.put("/readyz", this::ready);
    mounts.put("/metrics", exchange -> say(exchange, 200, around.metrics().scrape()));
    return mounts;
  }

  private void ready(WebExchange exchange) throws IOException {
    storage.store().journal().last();
    switch (standing.get()) {
      case STARTING -> say(exchange, 503, "starting");
      case FOLLOWING -> say(exchange, 200, "ready, following");
      case LEADING -> say(exchange, 200, "ready, leading");
    }
  }

  private static void say(WebExchange exchange, int status, String text) throws IOException {
    exchange.respond(
        status,
        Map.of("Content-Type", "text/plain; charset=utf-8"),
        (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private List<Consumer<io.openluffy.server.web.Routes>> routes() {
    var journal = storage.store().journal();
    var journey =
        new Journey(
            rooms.projects(),
            rooms.releases(),
            rooms.promotions(),
            rooms.applications(),
            repositories.git(),
            around.clock());
    return List.of(
        new SessionApi(signIn)::routes,
        new UserApi(accounts, signIn)::routes,
        new ServerApi(
                addresses,
                () -> standing.get() == Standing.LEADING,
                settings.kubeconfig().isEmpty(),
                around.clock())
            ::routes,
        new HomeApi(journey)::routes,
        new ChangesApi(journey)::routes,
        new ProjectApi(journey, storage.secrets(), repositories.embedded(), connected)::routes,
        new SecretApi(storage.secrets(), repositories.embedded())::routes,
        new RegistryApi(sweeper)::routes,
        new CommitApi(new CommitStatuses(storage.store()))::routes,
        new ReleaseApi(journey)::routes,
        new PushApi(journey)::routes,
        new RollbackApi(journey)::routes,
        new PromotionApi(journey, journal)::routes,
        new JournalApi(journal, events)::routes,
        new ApplicationApi(rooms.applications(), clusters)::routes,
        new ApplicationStreams(rooms.applications(), clusters)::routes);
  }

  @Override
  public void close() {
    Followers.close(following);
    events.close();
  }
}
