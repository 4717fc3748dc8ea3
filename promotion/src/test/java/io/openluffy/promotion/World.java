package io.openluffy.promotion;

import io.openluffy.application.ApplicationName;
import io.openluffy.git.Author;
import io.openluffy.git.CommitId;
import io.openluffy.git.ContentId;
import io.openluffy.git.InMemoryGit;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.Configuration;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.InMemoryProjects;
import io.openluffy.release.InMemoryReleases;
import io.openluffy.release.Pipeline;
import io.openluffy.release.Project;
import io.openluffy.release.ProjectName;
import io.openluffy.release.ProjectSettings;
import io.openluffy.release.Protection;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.ReleaseImage;
import io.openluffy.release.ReleaseState;
import io.openluffy.release.TagTemplate;
import io.openluffy.release.ValuesTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The seed's project around a real promotion room: develop goes to dev and preprod by itself, main
 * waits before prod. Git, store and applications are in memory and outlive the server.
 */
final class World {
  static final RepositoryUrl REPOSITORY = new RepositoryUrl("http://openluffy.localhost/git/shop");
  static final ProjectName SHOP = new ProjectName("shop");
  static final EnvironmentKey DEV = new EnvironmentKey(SHOP, "dev");
  static final EnvironmentKey PREPROD = new EnvironmentKey(SHOP, "preprod");
  static final EnvironmentKey PROD = new EnvironmentKey(SHOP, "prod");
  static final Principal BEN = person("ben", "approver");
  static final Principal CLEO = person("cleo", "approver");
  static final Principal ANA = person("ana", "developer");
  static final Map<String, String> TAGS =
      Map.of("backend", "backend.image.tag", "frontend", "frontend.image.tag");
  static final String VALUES =
      """
      # what %s runs
      backend:
        image: {repository: registry.example/backend, tag: "none"}  # the API
      frontend:
        image:
          repository: registry.example/frontend
          tag: none # the page
      """;

  final SettableClock clock = SettableClock.atNoon();
  final InMemoryStore store = new InMemoryStore(clock);
  final InMemoryGit git = new InMemoryGit(clock);
  final RandomGenerator random;
  final InMemoryApplications applications = new InMemoryApplications(git, clock);
  final InMemoryProjects projects = new InMemoryProjects(store);
  final InMemoryReleases releases = new InMemoryReleases(store);
  final InMemoryPeople people = new InMemoryPeople().put(BEN).put(CLEO).put(ANA);
  final List<String> troubles = new ArrayList<>();
  Server server;
  private int pushes;

  World() {
    this(1, 1, Optional.empty());
  }

  /**
   * @param required how many approvals prod takes
   */
  World(long seed, int required, Optional<String> requires) {
    this(
        seed,
        Protection.NONE
            .withRequires(requires)
            .withApproval(
                Optional.of(
                    new ApprovalRule(
                        required,
                        List.of(new ApprovalRule.Voter.Role("approver")),
                        Set.of(ApprovalRule.Excluded.AUTHOR)))));
  }

  /**
   * @param prod what protects it
   */
  World(long seed, Protection prod) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    git.commitFiles(REPOSITORY, "main", author("ana"), "Begin", files());
    git.point(REPOSITORY, "develop", head("main"));
    protect(prod);
    declare("dev", "develop", true);
    declare("preprod", "develop", true);
    declare("prod", "main", false);
    server = new Server(this);
    applications.work();
  }

  /** From now on, prod is protected so. */
  void protect(Protection prod) {
    configure(
        environment("dev", Duration.ZERO, Protection.NONE),
        environment("preprod", Duration.ofSeconds(30), Protection.NONE),
        environment("prod", Duration.ZERO, prod));
  }

  /** What prod is like now. */
  EnvironmentSpec prod() {
    return new EnvironmentBindings(projects).find(PROD).orElseThrow().environment();
  }

  void configure(EnvironmentSpec... environments) {
    var byName = new java.util.LinkedHashMap<String, EnvironmentSpec>();
    for (var environment : environments) {
      byName.put(environment.name(), environment);
    }
    projects.put(
        new Project(
            SHOP,
            REPOSITORY,
            "main",
            Optional.of(head("main")),
            Optional.of(head("main")),
            List.of(),
            new Configuration(List.of(develop(), main()), byName, ProjectSettings.DEFAULT),
            clock.instant()));
  }

  static Pipeline develop() {
    return pipeline("release-dev", "develop", List.of("dev", "preprod"));
  }

  static Pipeline main() {
    return pipeline("release-prod", "main", List.of("prod"));
  }

  private static Pipeline pipeline(String name, String branch, List<String> environments) {
    return new Pipeline(name, branch, new TagTemplate("x-{sha}"), List.of(), environments);
  }

  static EnvironmentSpec environment(
      String name, Duration healthyFor, Optional<String> requires, Optional<ApprovalRule> rule) {
    return environment(name, healthyFor, Protection.NONE.withRequires(requires).withApproval(rule));
  }

  static EnvironmentSpec environment(String name, Duration healthyFor, Protection protection) {
    return new EnvironmentSpec(
        name,
        "shop-" + name,
        Optional.empty(),
        new ValuesTarget.ValuesFile(new RepositoryPath(values(name)), TAGS),
        healthyFor,
        List.of(),
        protection);
  }

  private void declare(String name, String branch, boolean automated) {
    applications.declare(
        application(name),
        REPOSITORY,
        branch,
        values(name),
        Map.of(
            "backend.image.tag", "registry.example/backend",
            "frontend.image.tag", "registry.example/frontend"),
        automated);
  }

  private static Map<String, String> files() {
    return Map.of(
        values("dev"), VALUES.formatted("dev"),
        values("preprod"), VALUES.formatted("preprod"),
        values("prod"), VALUES.formatted("prod"));
  }

  static String values(String environment) {
    return "helm/shop/values/" + environment + ".yaml";
  }

  static ApplicationName application(String environment) {
    return ApplicationName.of("shop-" + environment);
  }

  static Author author(String name) {
    return new Author(name, name + "@shop.example");
  }

  static Principal person(String name, String... roles) {
    return new Principal(name, Set.of(roles), Door.PAGE);
  }

  CommitId head(String branch) {
    return git.resolve(REPOSITORY, branch).orElseThrow();
  }

  String file(String branch, String environment) {
    return new String(
        git.file(REPOSITORY, head(branch), new RepositoryPath(values(environment))).orElseThrow(),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Somebody pushes, and the images are built at once. */
  Release push(Pipeline pipeline, String content) {
    var commit =
        git.commitFiles(
            REPOSITORY,
            pipeline.branch(),
            author("ana"),
            "Change to " + content,
            Map.of("src/app.txt", content + "/" + ++pushes));
    var tag = pipeline.branch().substring(0, 3) + "-" + commit.id().abbreviated();
    var release =
        new Release(
            new ReleaseId(pipeline.name() + "-" + pushes),
            SHOP,
            pushes,
            pipeline,
            pipeline.branch(),
            commit.id(),
            author("ana"),
            new Actor("ana", Door.GIT),
            commit.message(),
            contentId(content),
            tag,
            List.of(image("backend", tag, content), image("frontend", tag, content)),
            clock.instant(),
            new ReleaseState.Ready(clock.instant()));
    releases.put(release);
    server.send(release.id());
    return release;
  }

  private static ContentId contentId(String content) {
    return new ContentId(InMemoryApplication.digest(content));
  }

  private static ReleaseImage image(String name, String tag, String content) {
    var digest = "sha256:" + InMemoryApplication.digest(name + content);
    return new ReleaseImage(
        name, "registry.example/" + name, tag, digest, ReleaseImage.Origin.BUILT);
  }

  /** Lets everything happen that happens without time going by. */
  void settle() {
    long before = -1;
    for (int round = 0; round < 8 && (round < 2 || before < store.journal().last()); round++) {
      before = store.journal().last();
      try {
        applications.work();
      } catch (ProblemException away) {
        troubles.add(away.problem().code());
      }
      server.round();
    }
  }

  void tick(Duration by) {
    clock.tick(by);
    settle();
  }

  /** Seconds go by, one after another. */
  void seconds(int count) {
    for (int i = 0; i < count; i++) {
      tick(Duration.ofSeconds(1));
    }
  }

  /** The server dies and another is started on the same store. */
  void restart() {
    server = new Server(this);
    server.send();
  }

  Promotion promotion(Release release, String environment) {
    return server.promotions.of(release.id()).stream()
        .filter(promotion -> promotion.environment().equals(environment))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No promotion of " + release.id()));
  }

  String state(Release release, String environment) {
    return server.promotions.of(release.id()).stream()
        .filter(promotion -> promotion.environment().equals(environment))
        .map(promotion -> promotion.state().word())
        .findFirst()
        .orElse("none");
  }

  ApprovalBinding shown(Release release) {
    return promotion(release, "prod").shown().orElseThrow().binding();
  }

  long commits(String branch, String trailer, String value) {
    return git.log(REPOSITORY, Optional.empty(), head(branch), Optional.empty(), 1000).stream()
        .filter(commit -> value.equals(commit.trailers().get(trailer)))
        .count();
  }

  /** What lives and dies with the process. */
  static final class Server {
    final PromotionLedger ledger;
    final StoredPromotions promotions;
    final EnvironmentGate gate;
    final PromotionReconciler reconciler;
    final RollbackReconciler rollbacks;
    final PolicyReconciler policies;
    final ReleaseReconciler releases;
    final List<Outcome> outcomes = new ArrayList<>();
    private final World world;

    Server(World world) {
      this.world = world;
      var bindings = new EnvironmentBindings(world.projects);
      ledger = new PromotionLedger(world.store, world.clock, world.random);
      var electorate = new Electorate(ledger, bindings, world.releases, world.people, world.git);
      promotions =
          new StoredPromotions(ledger, bindings, world.releases, world.applications, electorate);
      gate = new EnvironmentGate(ledger, bindings, electorate);
      reconciler =
          new PromotionReconciler(
              ledger,
              bindings,
              world.releases,
              world.applications,
              world.git,
              world.applications,
              electorate);
      rollbacks =
          new RollbackReconciler(
              ledger, bindings, world.applications, world.git, world.applications);
      policies = new PolicyReconciler(ledger, bindings, world.releases, world.applications);
      releases = new ReleaseReconciler(ledger, bindings, world.releases);
      world.applications.guardedBy(gate);
    }

    void send(ReleaseId id) {
      releases.reconcile(id);
    }

    /** As at the start: whatever a crash may have left behind. */
    void send() {
      world.releases.all().forEach(release -> send(release.id()));
    }

    void round() {
      outcomes.clear();
      for (var place : List.of(PROD, DEV, PREPROD)) {
        for (var rollback : promotions.rollbacks(place, 50)) {
          attempt(() -> rollbacks.reconcile(rollback.id()));
        }
      }
      for (var place : List.of(DEV, PREPROD, PROD)) {
        attempt(() -> reconciler.reconcile(place));
        attempt(() -> policies.reconcile(place));
      }
    }

    private void attempt(java.util.function.Supplier<Outcome> round) {
      try {
        outcomes.add(round.get());
      } catch (ProblemException trouble) {
        world.troubles.add(trouble.problem().code());
      }
    }
  }
}
