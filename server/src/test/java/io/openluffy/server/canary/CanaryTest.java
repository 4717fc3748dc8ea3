package io.openluffy.server.canary;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.openluffy.application.RenderedDiff;
import io.openluffy.git.webhook.Webhooks;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.LabelSelector;
import io.openluffy.kube.Manifest;
import io.openluffy.playground.sample.SampleProject;
import io.openluffy.release.build.RegistryCredentials;
import io.openluffy.server.access.Accounts;
import io.openluffy.server.access.Role;
import io.openluffy.server.access.SignIn;
import io.openluffy.server.journey.JourneyWorld;
import io.openluffy.server.journey.Names;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/** Listens to every logger, so that nobody else may be at work meanwhile. */
@ResourceLock("logging")
class CanaryTest {
  private static final String SECRETS = ".openluffy/environments.yaml";
  private static final List<String> ENVIRONMENTS = List.of("dev", "preprod", "prod");

  @TempDir Path work;
  private final Canaries canaries = new Canaries();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger("io.openluffy");
  private JourneyWorld world;

  @BeforeEach
  void listen() {
    world = JourneyWorld.sealed(work);
    log.start();
    root.setLevel(Level.TRACE);
    root.addAppender(log);
    root.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(log);
    root.setLevel(null);
    root.setAdditive(true);
  }

  @Test
  void secretsAreSeenNowhereButWhereTheyAreUsed() {
    plantInProject();
    plantInRepositoryAndRegistry();
    plantInAccounts();
    live();
    fail();

    lookAtStore();
    lookAtApplications();
    lookAtGit();
    lookAtLog();
    assertThat(canaries.seen()).isEmpty();
    theyWereUsed();
  }

  private void plantInProject() {
    set("project/" + Names.PROJECT, SampleProject.SECRET, "project secret");
    var planted = canaries.plant("Kubernetes Secret").reveal();
    var secret =
        """
        {"apiVersion":"v1","kind":"Secret","metadata":{"name":"theirs","namespace":"default"},
         "stringData":{"key":"%s"}}
        """
            .formatted(planted);
    world.cluster.apply(
        Manifest.of(Json.tree(secret)), new ApplyOptions("kubectl", true, false, false));
    var text =
        world
            .repository
            .file("main", SECRETS)
            .replace(
                "from: {store: api-key}}]",
                "from: {store: api-key}}, {parameter: secrets.theirs, from: {kubernetesSecret: "
                    + "{namespace: default, name: theirs, key: key}}}]");
    for (var branch : List.of("main", "develop")) {
      world.push(branch, "Take theirs [skip ci]", Map.of(SECRETS, text));
    }
  }

  private void plantInRepositoryAndRegistry() {
    var repository = "repository/" + Names.REPOSITORY;
    for (var name : List.of("token", "password", "ssh-private-key", "webhook-secret")) {
      set(repository, name, "repository " + name);
    }
    set("registry/openluffy.localhost", "password", "registry password");
    assertThat(RegistryCredentials.stored(world.secrets).of("openluffy.localhost")).isPresent();
  }

  private void plantInAccounts() {
    var random = new SecureRandom();
    var accounts = new Accounts(world.server.store, world.clock, random);
    var password = canaries.plant("password");
    accounts.create(Actor.OPENLUFFY, "eve", password.reveal(), Set.of(Role.ADMIN));
    var signIn = new SignIn(world.server.store, world.clock, random);
    var session = signIn.open("eve", password, "::1", Door.PAGE);
    var eve = new Principal("eve", Set.of("admin", "approver", "developer", "viewer"), Door.API);
    var minted = signIn.mint(eve, "robot", Set.of(), Duration.ofDays(1));
    canaries.is("session", session.token());
    canaries.is("API token", minted.text());
    said(() -> signIn.open("eve", canaries.plant("wrong password"), "::1", Door.PAGE));
  }

  /** The whole journey, with drift, a rollback and a restart. */
  private void live() {
    world.toProd("One");
    world.toProd("Two");
    world.kubectl(Names.workload("prod", "backend"), "{\"spec\":{\"replicas\":9}}");
    world.settle();
    set("project/" + Names.PROJECT, SampleProject.SECRET, "project secret, the second");
    ENVIRONMENTS.forEach(name -> world.server.applications.refresh(Names.name(name), true));
    world.seconds(3);
    lookAtApplications();
    world.rollBack("prod", JourneyWorld.BEN);
    world.restart();
    var webhooks =
        new Webhooks(
            world.server.store,
            world.secrets,
            world.server.pushes,
            world.server.git::enqueue,
            world.clock);
    var body = "{\"repository\":{\"clone_url\":\"" + Names.REPOSITORY + "\"}}";
    var forged = canaries.plant("signature").reveal();
    var headers =
        Map.of("x-github-event", "push", "x-hub-signature-256", forged, "x-github-delivery", "1");
    var answer =
        webhooks.receive(
            name -> Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT))),
            body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.status()).isEqualTo(401);
    canaries.look("the answer to a webhook", answer.message());
  }

  /** Things go wrong while secrets are at hand. */
  private void fail() {
    var broken = "secrets: {apiKey: [not, closed\n";
    world.push("develop", "Break the chart", Map.of(Names.values("dev"), broken));
    said(() -> world.server.applications.diff(Names.name("dev")));
    world.secrets.delete(Actor.OPENLUFFY, "project/" + Names.PROJECT, SampleProject.SECRET);
    said(() -> world.server.applications.manifests(Names.name("prod"), Optional.empty()));
    set("project/" + Names.PROJECT, SampleProject.SECRET, "project secret, the third");
    world.cluster.fail(
        (verb, key) ->
            key.kind().equals("Secret")
                ? Optional.of(Problem.world("kube.failed", "by chance", Where.of(verb), ""))
                : Optional.empty());
    world.server.applications.refresh(Names.name("preprod"), true);
    world.seconds(5);
    world.cluster.heal();
    world.tick(Duration.ofMinutes(5));
  }

  private void said(Runnable act) {
    try {
      act.run();
    } catch (ProblemException e) {
      canaries.look("an exception", e.getMessage() + e.problem());
    }
  }

  private void set(String scope, String name, String place) {
    world.secrets.set(Actor.OPENLUFFY, scope, name, canaries.plant(place));
  }

  private void lookAtStore() {
    world
        .server
        .store
        .documents()
        .forEach((table, rows) -> rows.forEach(row -> canaries.look("the table " + table, row)));
    world.server.store.blobs().forEach(blob -> canaries.look("a blob", blob));
    for (var entry : world.server.store.journal().after(0, 100_000)) {
      canaries.look("the journal", entry.toString());
      canaries.look("the journal", Json.write(entry));
    }
  }

  private void lookAtApplications() {
    for (var environment : ENVIRONMENTS) {
      var name = Names.name(environment);
      said(() -> lookAt(world.server.applications.diff(name)));
      said(
          () ->
              world
                  .server
                  .applications
                  .manifests(name, Optional.empty())
                  .forEach(one -> canaries.look("the manifests", one.view().toString())));
      canaries.look("the tree", world.server.applications.tree(name).toString());
      canaries.look("the view", world.application(environment).toString());
    }
    for (var kind : List.of("argoproj.io/v1alpha1 Application", "v1 Event", "v1 ConfigMap")) {
      var words = kind.split(" ");
      world
          .cluster
          .list(GroupVersionKind.of(words[0], words[1]), Optional.empty(), LabelSelector.EVERYTHING)
          .forEach(one -> canaries.look("a " + words[1], one.view().toString()));
    }
  }

  private void lookAt(RenderedDiff diff) {
    for (var object : diff.objects()) {
      canaries.look("the diff", object.toString());
      object.live().ifPresent(one -> canaries.look("the live side", one.view().toString()));
      object
          .predicted()
          .ifPresent(one -> canaries.look("the predicted side", one.view().toString()));
    }
  }

  private void lookAtGit() {
    for (var branch : List.of("main", "develop")) {
      world.repository.files(branch).forEach((path, text) -> canaries.look("git " + path, text));
      world.repository.log(branch, 1000).forEach(one -> canaries.look("git", one.message()));
    }
  }

  private void lookAtLog() {
    assertThat(log.list).isNotEmpty();
    for (var event : List.copyOf(log.list)) {
      canaries.look("the log", event.getFormattedMessage() + event.getKeyValuePairs());
      for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
        canaries.look("the log", String.valueOf(cause.getMessage()));
      }
    }
  }

  /** A test in which nobody uses the secrets would prove nothing. */
  private void theyWereUsed() {
    var live =
        world
            .cluster
            .get(GroupVersionKind.of("v1", "Secret"), "openluffy-prod", "api-key")
            .orElseThrow();
    assertThat(Secret.of(live.view().toString()).reveal())
        .contains(Canaries.base64(canaries.value("project secret")));
  }
}
