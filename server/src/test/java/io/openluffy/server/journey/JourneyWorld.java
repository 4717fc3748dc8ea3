package io.openluffy.server.journey;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.git.Author;
import io.openluffy.git.Commit;
import io.openluffy.git.CommitId;
import io.openluffy.git.Edit;
import io.openluffy.git.FileEdit;
import io.openluffy.git.InMemoryGit;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.InMemorySecretStore;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.secret.SecretStore;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.InMemoryCluster;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import io.openluffy.kube.ResourceKey;
import io.openluffy.playground.sample.SampleProject;
import io.openluffy.promotion.EnvironmentKey;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.PromotionState;
import io.openluffy.promotion.RollbackAnswer;
import io.openluffy.promotion.RollbackTarget;
import io.openluffy.promotion.VoteAnswer;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseImage;
import io.openluffy.release.build.InMemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The sample project in a world of doubles: git, cluster and registry in memory, time that stands
 * still, and a server made of the real rooms, which can die and be started again on its store.
 */
public final class JourneyWorld {
  public static final RepositoryUrl REPOSITORY =
      new RepositoryUrl("http://openluffy.localhost/git/openluffy.git");
  public static final ProjectName PROJECT = new ProjectName(SampleProject.NAME);
  public static final Principal ADA = new Principal("ada", Set.of("developer"), Door.GIT);
  public static final Principal BEN = new Principal("ben", Set.of("approver"), Door.PAGE);
  public static final Principal VIC = new Principal("vic", Set.of("viewer"), Door.CLI);
  public static final Secret API_KEY = Secret.of("a-key-that-nobody-sees");

  public final SettableClock clock = SettableClock.atNoon();
  public final InMemoryCluster cluster = new InMemoryCluster(clock);
  public final InMemoryRegistry registry = new InMemoryRegistry();
  final ChartDouble chart = new ChartDouble();
  public final SecretStore secrets = new InMemorySecretStore();
  public final InMemoryGit git =
      new InMemoryGit(
          clock, (url, branch, before, after, by) -> told(url, branch, before, after, by));
  public final RandomGenerator random;
  final Path work;
  public JourneyServer server;
  private int changes;

  public JourneyWorld(Path work) {
    this(work, 1);
  }

  public JourneyWorld(Path work, long seed) {
    this.work = work;
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    new SampleProject(git.quietly(), REPOSITORY).layOut(author("ada"));
    secrets.set(Actor.OPENLUFFY, "project/" + PROJECT, SampleProject.SECRET, API_KEY);
    server = new JourneyServer(this, new InMemoryStore(clock));
  }

  /** A world in which the project is connected, and nothing was pushed yet. */
  public static JourneyWorld connected(Path work) {
    var world = new JourneyWorld(work);
    world.server.start();
    world.connect();
    world.settle();
    return world;
  }

  public void connect() {
    server.projects.connect(BEN.actor(), REPOSITORY, PROJECT, Optional.of("main"));
    server.pushes.watched().forEach(server.git::enqueue);
  }

  private void told(
      RepositoryUrl url, String branch, Optional<CommitId> before, CommitId after, Actor by) {
    server.pushes.moved(url, branch, before, after, by);
  }

  // What people do.

  /** Ada pushes a change of the page to a branch, and the git host says so. */
  public Commit push(String branch, String headline) {
    var commit =
        new SampleProject(git.quietly(), REPOSITORY)
            .changeHeadline(author("ada"), branch, headline + " (" + ++changes + ")");
    hook();
    settle();
    return commit;
  }

  /** Ada pushes files with these texts. */
  public Commit push(String branch, String message, Map<String, String> files) {
    var commit = git.quietly().commitFiles(REPOSITORY, branch, author("ada"), message, files);
    hook();
    settle();
    return commit;
  }

  /** Ada removes a file. */
  public void remove(String branch, String message, String path) {
    var gone = new FileEdit(new RepositoryPath(path), before -> Optional.empty());
    git.quietly()
        .edit(REPOSITORY, new Edit(branch, author("ada"), message, Map.of(), List.of(gone)));
    hook();
    settle();
  }

  /** Ada brings what is on develop to main, but for what main says about prod. */
  public Commit merge() {
    var files = new TreeMap<>(files("develop"));
    files.remove(values("prod"));
    return push("main", "Merge develop", files);
  }

  /** The git host says that something was pushed. */
  public void hook() {
    server.git.enqueue(REPOSITORY);
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
        server.promotions.rollback(place(environment), new RollbackTarget.Previous(), false, by);
    seconds(3);
    return answer;
  }

  /** Somebody changes a live object with kubectl. */
  public void kubectlPatch(ResourceKey key, String json) {
    cluster.patch(key, PatchType.MERGE, Json.tree(json), "");
    settle();
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
    while (server.run() > 0) {
      cluster.round();
    }
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
    server.close();
    server = new JourneyServer(this, server.store.reopen());
    server.start();
    settle();
  }

  // What is to be seen.

  /** The tag that runs in an environment, by what its cluster says; empty if nothing does. */
  public String running(String environment) {
    var tags =
        List.of("backend", "frontend").stream()
            .flatMap(service -> cluster.get(workload(environment, service)).stream())
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
    return server.promotions.into(place(environment), 1).stream().findFirst();
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
    return server.releases.list(PROJECT, 1).getFirst();
  }

  public List<String> digests(String environment) {
    return newest(environment).orElseThrow().images().stream().map(ReleaseImage::digest).toList();
  }

  public ApplicationView application(String environment) {
    return server
        .applications
        .find(name(environment))
        .orElseThrow(() -> new AssertionError("No Application of " + environment));
  }

  public Manifest live(String environment, String service) {
    return cluster.get(workload(environment, service)).orElseThrow();
  }

  public long commits(String branch, String trailer, String value) {
    return git.log(REPOSITORY, Optional.empty(), head(branch), Optional.empty(), 1000).stream()
        .filter(commit -> value.equals(commit.trailers().get(trailer)))
        .count();
  }

  /** The first lines of all commits of a branch, newest first. */
  public List<String> messages(String branch) {
    return git.log(REPOSITORY, Optional.empty(), head(branch), Optional.empty(), 1000).stream()
        .map(commit -> commit.message().lines().findFirst().orElse(""))
        .toList();
  }

  public CommitId head(String branch) {
    return git.resolve(REPOSITORY, branch).orElseThrow();
  }

  public Map<String, String> files(String branch) {
    var files = new LinkedHashMap<String, String>();
    for (var file : git.files(REPOSITORY, head(branch), RepositoryPath.ROOT)) {
      var text = git.file(REPOSITORY, head(branch), file.path()).orElseThrow();
      files.put(file.path().value(), new String(text, StandardCharsets.UTF_8));
    }
    return files;
  }

  public static Author author(String name) {
    return new Author(name, name + "@openluffy.example");
  }

  public static String values(String environment) {
    return "helm/openluffy/values/" + environment + ".yaml";
  }

  public static ApplicationName name(String environment) {
    return ApplicationName.of("openluffy-" + environment);
  }

  public static EnvironmentKey place(String environment) {
    return new EnvironmentKey(PROJECT, environment);
  }

  public static ResourceKey workload(String environment, String service) {
    return new ResourceKey("apps", "Deployment", "openluffy-" + environment, service);
  }

  public static ResourceKey applicationKey(String environment) {
    return new ResourceKey("argoproj.io", "Application", "argocd", "openluffy-" + environment);
  }
}
