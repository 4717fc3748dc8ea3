package io.openluffy.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.Applications;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryLocator;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.secret.InMemorySecretStore;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.kube.Clusters;
import io.openluffy.notice.CommitStatuses;
import io.openluffy.promotion.Promotions;
import io.openluffy.release.Projects;
import io.openluffy.release.Releases;
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
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T09:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(clock);

  @Test
  void theDocumentNamesEveryRouteAndNoOther() {
    var served = new TreeSet<String>();

    nouns()
        .forEach(
            noun -> noun.accept((method, path, needs, handler) -> served.add(method + " " + path)));

    assertThat(served).isEqualTo(documented());
  }

  private static Set<String> documented() {
    var found = new TreeSet<String>();
    map(OpenApiDocument.json().getOrDefault("paths", Map.of()))
        .forEach(
            (path, item) ->
                map(item).keySet().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> found.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return found;
  }

  private List<Consumer<Routes>> nouns() {
    var signIn = new SignIn(store, clock, new SecureRandom());
    var journey =
        new Journey(
            absent(Projects.class),
            absent(Releases.class),
            absent(Promotions.class),
            absent(Applications.class),
            absent(Git.class),
            clock);
    var events = new EventStream(store.journal());
    return List.of(
        new SessionApi(signIn)::routes,
        new UserApi(new Accounts(store, clock, new SecureRandom()), signIn)::routes,
        new ServerApi(OpenApiDocumentTest::nowhere, () -> true, true, clock)::routes,
        new HomeApi(journey)::routes,
        new ChangesApi(journey)::routes,
        new ProjectApi(
                journey, new InMemorySecretStore(), absent(RepositoryLocator.class), url -> {})
            ::routes,
        new SecretApi(new InMemorySecretStore(), absent(RepositoryLocator.class))::routes,
        new RegistryApi(absent(RegistryApi.Sweeps.class))::routes,
        new CommitApi(new CommitStatuses(store))::routes,
        new ReleaseApi(journey)::routes,
        new PushApi(journey)::routes,
        new RollbackApi(journey)::routes,
        new PromotionApi(journey, store.journal())::routes,
        new JournalApi(store.journal(), events)::routes,
        new ApplicationApi(absent(Applications.class), absent(Clusters.class))::routes,
        new ApplicationStreams(absent(Applications.class), absent(Clusters.class))::routes);
  }

  private static ServerFile nowhere() {
    return new ServerFile(1, "", "", "", Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Adding routes asks nothing of the rooms behind them. */
  private static <T> T absent(Class<T> port) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              throw new IllegalStateException(method + " was called while routes were added");
            }));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
