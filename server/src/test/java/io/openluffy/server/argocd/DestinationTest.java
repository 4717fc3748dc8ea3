package io.openluffy.server.argocd;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.Applications;
import io.openluffy.application.ResourceNode;
import io.openluffy.application.ResourceTree;
import io.openluffy.application.crd.Definitions;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.FixedClusters;
import io.openluffy.kube.InMemoryCluster;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import io.openluffy.server.access.Accounts;
import io.openluffy.server.access.Role;
import io.openluffy.server.access.SignIn;
import io.openluffy.server.web.Callers;
import io.openluffy.server.web.Page;
import io.openluffy.server.web.WebServer;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An Application lives in the control cluster, and its objects perhaps in another one. */
class DestinationTest {
  private static final ResourceKey SECRET = new ResourceKey("", "Secret", "far", "api-key");
  private static final ResourceKey POD = new ResourceKey("", "Pod", "far", "web-1");
  private static final String PATH = "/api/v1/applications/web";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T09:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(clock);
  private final SignIn signIn = new SignIn(store, clock, new SecureRandom());
  private final InMemoryCluster control = new InMemoryCluster(clock);
  private final InMemoryCluster far = new InMemoryCluster("far", clock);
  private final FixedClusters clusters = new FixedClusters(control, Map.of("https://far", far));
  private final WebServer server =
      WebServer.start(
          "127.0.0.1",
          0,
          new WebServer.Doors(
              Map.of(),
              List.of(
                  new ApplicationApi(tree(), clusters)::routes,
                  new ApplicationStreams(tree(), clusters)::routes),
              new Page()),
          new Callers(signIn),
          new Random(1));
  private String token = "";

  @BeforeEach
  void anApplicationFarAway() {
    new Accounts(store, clock, new SecureRandom())
        .create(Actor.OPENLUFFY, "dora", "not only looking", Set.of(Role.DEVELOPER));
    token = signIn.open("dora", Secret.of("not only looking"), "::1", Door.PAGE).token().reveal();
    Definitions.install(control, "argocd");
    control.types().refresh();
    control.create(
        manifest(
            """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
             "metadata":{"namespace":"argocd","name":"web"},
             "spec":{"destination":{"server":"https://far","namespace":"far"}}}"""));
    far.create(
        manifest("{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"far\"}}"));
    far.create(
        manifest(
            """
            {"apiVersion":"v1","kind":"Secret","metadata":{"namespace":"far","name":"api-key"},
             "data":{"key":"c2VjcmV0LWNhbmFyeQ=="},"stringData":{"plain":"secret-canary"}}"""));
    far.create(
        manifest(
            """
            {"apiVersion":"v1","kind":"Secret","metadata":{"namespace":"far","name":"others"},
             "data":{"key":"c2VjcmV0LWNhbmFyeQ=="}}"""));
    far.create(
        manifest(
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"far","name":"web-1"}}"""));
    far.log("far", "web-1", "", List.of("2026-11-23T09:00:00Z hello from afar"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSecretIsReadThereAndItsValuesAreMasked() throws Exception {
    var answer = get(PATH + "/resource?kind=Secret&namespace=far&resourceName=api-key");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("api-key", "++++").doesNotContain("canary", "c2VjcmV0");
  }

  @Test
  void whatIsNotInTheTreeIsNotShown() throws Exception {
    var answer = get(PATH + "/resource?kind=Secret&namespace=far&resourceName=others");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("request.no-such-object");
  }

  @Test
  void aPodsLogComesFromThere() throws Exception {
    var answer = get(PATH + "/pods/web-1/logs?namespace=far");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("hello from afar");
  }

  @Test
  void aDestinationThatNobodyRegisteredIsNamed() throws Exception {
    control.create(
        manifest(
            """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
             "metadata":{"namespace":"argocd","name":"lost"},
             "spec":{"destination":{"server":"https://nowhere","namespace":"x"}}}"""));

    var answer = get("/api/v1/applications/lost/events");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("There is no cluster 'https://nowhere'");
  }

  @Test
  void twoOfOneNameAreToldApartByTheirNamespaces() throws Exception {
    control.create(
        manifest(
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"team\"}}"));
    control.create(
        manifest(
            """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
             "metadata":{"namespace":"team","name":"web"},
             "spec":{"destination":{"server":"https://far","namespace":"theirs"}}}"""));

    assertThat(get(PATH).body()).contains("\"namespace\":\"far\"");
    assertThat(get(PATH + "?appNamespace=team").body()).contains("\"namespace\":\"theirs\"");
    assertThat(post(PATH + "/sync", "{\"appNamespace\":\"team\"}").body())
        .contains("team/web was asked for");
    assertThat(post(PATH + "/sync?appNamespace=team", "{}").body())
        .contains("team/web was asked for");
  }

  @Test
  void timesAreInWholeSecondsAsArgoCdHasThem() throws Exception {
    control.create(
        manifest(
            """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
             "metadata":{"namespace":"argocd","name":"exact"},
             "spec":{"destination":{"server":"https://far","namespace":"far"}},
             "status":{"reconciledAt":"2026-11-23T09:00:00.123456789Z",
              "operationState":{"startedAt":"2026-11-23T09:00:01.5Z","message":"took 1.5 s"},
              "history":[{"id":1,"deployedAt":"2026-11-23T09:00:02.987654321Z"}]}}"""));

    var answer = get("/api/v1/applications/exact").body();

    assertThat(answer)
        .contains("\"reconciledAt\":\"2026-11-23T09:00:00Z\"")
        .contains("\"startedAt\":\"2026-11-23T09:00:01Z\"", "took 1.5 s")
        .contains("\"deployedAt\":\"2026-11-23T09:00:02Z\"");
  }

  /** The port as far as these routes use it. */
  private static Applications tree() {
    var nodes = List.of(node(SECRET), node(POD));
    return (Applications)
        Proxy.newProxyInstance(
            Applications.class.getClassLoader(),
            new Class<?>[] {Applications.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("tree")) {
                return new ResourceTree(ApplicationName.of("web"), nodes);
              }
              if (method.getName().equals("sync")) {
                throw Problem.user("test.asked", arguments[0] + " was asked for", Where.NOWHERE, "")
                    .asException();
              }
              throw new IllegalStateException(method + " is not asked for");
            });
  }

  private static ResourceNode node(ResourceKey key) {
    return new ResourceNode(
        key, "v1", key.name(), List.of(), Optional.empty(), List.of(), Map.of(), Optional.empty());
  }

  private static Manifest manifest(String json) {
    return Manifest.of(Json.tree(json));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
