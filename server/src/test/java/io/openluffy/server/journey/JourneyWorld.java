package io.openluffy.server.journey;

import io.openluffy.application.ApplicationView;
import io.openluffy.git.Commit;
import io.openluffy.git.CommitId;
import io.openluffy.git.InMemoryGit;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.InMemorySecretStore;
import io.openluffy.kernel.secret.SealedSecretStore;
import io.openluffy.kernel.secret.SealingKeys;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.secret.SecretStore;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.InMemoryCluster;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import io.openluffy.kube.ResourceKey;
import io.openluffy.playground.sample.SampleProject;
import io.openluffy.promotion.InMemoryPeople;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.PromotionState;
import io.openluffy.promotion.RollbackAnswer;
import io.openluffy.promotion.RollbackTarget;
import io.openluffy.promotion.VoteAnswer;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseImage;
import io.openluffy.release.build.InMemoryRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The sample project in a world of doubles: git, cluster and registry in memory, time that stands
 * still, and a server made of the real rooms, which can die and be started again on its store.
 */
public final class JourneyWorld {
  public static final Principal ADA = new Principal("ada", Set.of("developer"), Door.GIT);
  public static final Principal BEN = new Principal("ben", Set.of("approver"), Door.PAGE);
  public static final Principal VIC = new Principal("vic", Set.of("viewer"), Door.CLI);

  /** Who people are at the moment. */
  public final InMemoryPeople people = new InMemoryPeople().put(ADA).put(BEN).put(VIC);

  public static final Secret API_KEY = Secret.of("a-key-that-nobody-sees");

  public final SettableClock clock = SettableClock.atNoon();
  public final InMemoryCluster cluster = new InMemoryCluster(clock);
  public final InMemoryRegistry registry = new InMemoryRegistry();
  final ChartDouble chart = new ChartDouble();

  /** Handed to each server. */
  public SecretStore secrets = new InMemorySecretStore();

  public final InMemoryGit git =
      new InMemoryGit(
          clock, (url, branch, before, after, by) -> told(url, branch, before, after, by));
  public final SampleRepository repository;
  public final RandomGenerator random;
  final Path work;
  public JourneyServer server;
  private Optional<SealingKeys> sealedBy = Optional.empty();
  private boolean up;
  private int changes;

  public JourneyWorld(Path work, long seed) {
    this.work = work;
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    repository = new SampleRepository(git.quietly());
    repository.begin();
    secrets.set(Actor.OPENLUFFY, "project/" + Names.PROJECT, SampleProject.SECRET, API_KEY);
    server = new JourneyServer(this, new InMemoryStore(clock));
  }

  /** A world in which the project is connected, and nothing was pushed yet. */
  public static JourneyWorld connected(Path work) {
    return connected(work, 1);
  }

  public static JourneyWorld connected(Path work, long seed) {
    var world = new JourneyWorld(work, seed);
    world.settle();
    world.connect();
    world.settle();
    return world;
  }

  /** A connected world whose secrets are sealed in the store, as in a real server. */
  public static JourneyWorld sealed(Path work) {
    var world = new JourneyWorld(work, 1);
    world.sealedBy = Optional.of(SealingKeys.in(work.resolve("sealing-key")));
    world.server = new JourneyServer(world, world.server.store.reopen());
    world.settle();
    world.connect();
    world.settle();
    return world;
  }

  /** The secrets that a server on this store has. */
  SecretStore secrets(InMemoryStore store) {
    sealedBy.ifPresent(keys -> secrets = new SealedSecretStore(store, keys));
    return secrets;
  }

  public void connect() {
    server.projects.connect(BEN.actor(), Names.REPOSITORY, Names.PROJECT, Optional.of("main"));
    server.pushes.watched().forEach(server.git::enqueue);
  }

  private void told(
      RepositoryUrl url, String branch, Optional<CommitId> before, CommitId after, Actor by) {
    server.pushes.moved(url, branch, before, after, by);
  }

  // What people do.

  /** Ada pushes a change of the page to a branch, and the git host says so. */
  public Commit push(String branch, String headline) {
    var commit = repository.commit(branch, headline + " (" + ++changes + ")");
    hook();
    settle();
    return commit;
  }

  /** The same; the release that it became. */
  public Release pushed(String branch, String headline) {
    push(branch, headline);
    return release();
  }

  /** Ada takes back what a commit has changed. */
  public Commit revert(String branch, Commit bad) {
    var commit = repository.revert(branch, bad);
    hook();
    settle();
    return commit;
  }

  /** Ada removes a file. */
  public void remove(String branch, String message, String path) {
    repository.remove(branch, message, path);
    hook();
    settle();
  }

  /** Ada pushes files with these texts. */
  public Commit push(String branch, String message, Map<String, String> files) {
    var commit = repository.commit(branch, message, files);
    hook();
    settle();
    return commit;
  }

  /** Ada brings what is on develop to main, but for what main says about prod. */
  public Commit merge() {
    var commit = repository.merge();
    hook();
    settle();
    return commit;
  }

  /** The git host says that something was pushed. */
  public void hook() {
    server.git.enqueue(Names.REPOSITORY);
  }

  public VoteAnswer approve(Principal by) {
    var promotion = waiting();
    var answer =
        server.promotions.approve(
            promotion.id(), by, promotion.shown().orElseThrow().binding(), "");
    settle();
    return answer;
  }

  public RollbackAnswer rollBack(String environment, Principal by) {
    var answer =
        server.promotions.rollback(
            Names.place(environment), new RollbackTarget.Previous(), false, by);
    seconds(3);
    return answer;
  }

  /** Somebody changes a live object with kubectl. */
  public void kubectl(ResourceKey key, String mergePatch) {
    cluster.patch(key, PatchType.MERGE, Json.tree(mergePatch), "");
  }

  public void kubectlDelete(ResourceKey key) {
    cluster.delete(key, DeleteOptions.background());
  }

  /** A change goes all the way; the release that prod runs then. */
  public Release toProd(String headline) {
    push("develop", headline);
    seconds(40);
    merge();
    seconds(2);
    approve(BEN);
    seconds(3);
    return release();
  }

  // What time does.

  /** Lets everything happen that happens without time going by. */
  public void settle() {
    while (isUp() && server.run() > 0) {
      cluster.round();
    }
  }

  /** A server that found the cluster away at its start is started again by whoever watches it. */
  private boolean isUp() {
    if (!up) {
      try {
        server.start();
        up = true;
      } catch (ProblemException away) {
        server.close();
        server = new JourneyServer(this, server.store.reopen());
      }
    }
    return up;
  }

  public void tick(Duration by) {
    clock.tick(by);
    settle();
  }

  public void seconds(int count) {
    for (int i = 0; i < count; i++) {
      tick(Duration.ofSeconds(1));
    }
  }

  /** The server dies, and another one starts on what it had stored. */
  public void restart() {
    up = false;
    server.close();
    server = new JourneyServer(this, server.store.reopen());
    settle();
  }

  // What is to be seen.

  /** The tag that runs in an environment, by what its cluster says; empty if nothing does. */
  public String running(String environment) {
    var tags =
        List.of("backend", "frontend").stream()
            .flatMap(service -> cluster.get(Names.workload(environment, service)).stream())
            .map(one -> one.text("/spec/template/spec/containers/0/image"))
            .map(image -> image.substring(image.lastIndexOf(':') + 1))
            .distinct()
            .toList();
    return String.join(" and ", tags);
  }

  /** How the newest promotion into an environment stands. */
  public String state(String environment) {
    return newest(environment).map(Promotion::state).map(PromotionState::word).orElse("none");
  }

  public Optional<Promotion> newest(String environment) {
    return server.promotions.into(Names.place(environment), 1).stream().findFirst();
  }

  /** Whether the newest there is the one with this headline, has arrived, and runs. */
  public boolean hasArrived(String environment, String headline) {
    return newest(environment)
        .filter(Promotion::arrived)
        .filter(promotion -> running(environment).equals(promotion.tag()))
        .flatMap(promotion -> server.releases.find(promotion.release()))
        .filter(release -> release.message().contains(headline))
        .isPresent();
  }

  /** The promotion that waits for a person. */
  public Promotion waiting() {
    return server.promotions.open().stream()
        .filter(promotion -> promotion.shown().isPresent())
        .findFirst()
        .orElseThrow(() -> new AssertionError("Nothing waits: " + server.promotions.open()));
  }

  public Release release() {
    return server.releases.list(Names.PROJECT, 1).getFirst();
  }

  public List<String> digests(String environment) {
    return newest(environment).orElseThrow().images().stream().map(ReleaseImage::digest).toList();
  }

  public ApplicationView application(String environment) {
    return server
        .applications
        .find(Names.name(environment))
        .orElseThrow(() -> new AssertionError("No Application of " + environment));
  }

  public Manifest live(String environment, String service) {
    return cluster.get(Names.workload(environment, service)).orElseThrow();
  }
}
