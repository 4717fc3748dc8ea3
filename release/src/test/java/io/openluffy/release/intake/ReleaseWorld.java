package io.openluffy.release.intake;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openluffy.git.Author;
import io.openluffy.git.Commit;
import io.openluffy.git.InMemoryGit;
import io.openluffy.git.Pushes;
import io.openluffy.git.RepositoryLocator;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.ControllerSettings;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.kernel.store.Store;
import io.openluffy.release.Project;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Projects;
import io.openluffy.release.PushOutcome;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseState;
import io.openluffy.release.build.InMemoryImageBuilder;
import io.openluffy.release.build.InMemoryRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;

/** A project with two pipelines, in memory; the server on it can be dropped and built again. */
final class ReleaseWorld {
  static final Author ANNA = new Author("Anna", "anna@example.com");
  static final Actor BEN = new Actor("ben", Door.GIT);
  static final ProjectName SHOP = new ProjectName("shop");
  static final String CONFIG =
      """
      apiVersion: openluffy.io/v1alpha1
      kind: Pipeline
      metadata: {name: release-dev}
      spec:
        on: {push: {branch: develop}}
        tag: dev-{sha}
        images:
          - {name: backend, repository: registry.example/backend, context: backend}
          - {name: frontend, repository: registry.example/frontend, context: ui}
        environments: [dev]
      ---
      apiVersion: openluffy.io/v1alpha1
      kind: Pipeline
      metadata: {name: release-prod}
      spec:
        on: {push: {branch: main}}
        tag: main-{sha}
        images:
          - {name: backend, repository: registry.example/backend, context: backend}
          - {name: frontend, repository: registry.example/frontend, context: ui}
        environments: [prod]
      ---
      apiVersion: openluffy.io/v1alpha1
      kind: Environment
      metadata: {name: dev}
      spec:
        application: shop-dev
        values: {file: values/dev.yaml, tags: {backend: backend.tag, frontend: frontend.tag}}
      ---
      apiVersion: openluffy.io/v1alpha1
      kind: Environment
      metadata: {name: prod}
      spec:
        application: shop-prod
        values: {file: values/prod.yaml, tags: {backend: backend.tag, frontend: frontend.tag}}
      ---
      apiVersion: openluffy.io/v1alpha1
      kind: Project
      spec: {applications: ["argocd/*.yaml"]}
      """;

  final SettableClock clock;
  final RepositoryUrl url = new RepositoryUrl("https://git.example/shop.git");
  private final RepositoryLocator locator = any -> Optional.empty();
  final InMemoryRegistry registry = new InMemoryRegistry();
  Store store;
  InMemoryImageBuilder builder;
  Pushes pushes;
  final InMemoryGit git;
  StoredProjects projects;
  BuildLogs logs;
  StoredReleases releases;
  ReleaseControllers controllers;

  ReleaseWorld(SettableClock clock, Store store) {
    this.clock = clock;
    this.store = store;
    builder = new InMemoryImageBuilder(clock, registry);
    pushes = new Pushes(store, clock, locator);
    git =
        new InMemoryGit(
            clock, (u, branch, before, after, by) -> pushes.moved(u, branch, before, after, BEN));
    projects = new StoredProjects(store, git, pushes, locator, clock);
    logs = new BuildLogs(store, clock);
    releases = new StoredReleases(store, logs);
    controllers = controllers();
  }

  static ReleaseWorld connected() {
    var clock = SettableClock.atNoon();
    var world = new ReleaseWorld(clock, new InMemoryStore(clock));
    world.connect();
    return world;
  }

  Projects.ConnectAnswer connect() {
    return projects.connect(BEN, url, SHOP, Optional.of("main"));
  }

  private ReleaseControllers controllers() {
    var chance = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    var answer =
        new ReleaseControllers(
            store,
            git,
            pushes,
            projects,
            registry,
            builder,
            logs,
            ControllerSettings.DEFAULT,
            clock,
            chance,
            new SimpleMeterRegistry());
    answer.follow();
    return answer;
  }

  /** The server dies and is started again; store, git and registry go on. */
  void restart() {
    store = ((InMemoryStore) store).reopen();
    builder = new InMemoryImageBuilder(clock, registry);
    pushes = new Pushes(store, clock, locator);
    projects = new StoredProjects(store, git, pushes, locator, clock);
    logs = new BuildLogs(store, clock);
    releases = new StoredReleases(store, logs);
    controllers = controllers();
  }

  Commit push(String branch, String message, Map<String, String> files) {
    return git.commitFiles(url, branch, ANNA, message, files);
  }

  /** The whole sample on main, as the first push. */
  Commit pushSample() {
    return push("main", "Begin", sample(CONFIG));
  }

  static Map<String, String> sample(String config) {
    var files = new LinkedHashMap<String, String>();
    files.put(".openluffy/openluffy.yaml", config);
    files.put("backend/Dockerfile", "FROM scratch\nCOPY . /\n");
    files.put("backend/app", "1");
    files.put("ui/Dockerfile", "FROM scratch\nCOPY . /\n");
    files.put("ui/index.html", "<h1>1</h1>");
    files.put("values/dev.yaml", "backend: {tag: none}\n");
    files.put("values/prod.yaml", "backend: {tag: none}\n");
    files.put("argocd/shop-dev.yaml", "kind: Application\n");
    return files;
  }

  void run() {
    controllers.runDue();
  }

  Project project() {
    return projects.find(SHOP).orElseThrow();
  }

  Release newest() {
    return releases.list(SHOP, 1).getFirst();
  }

  List<ReleaseState> states() {
    return releases.list(SHOP, 100).reversed().stream().map(Release::state).toList();
  }

  PushOutcome.Verdict lastVerdict() {
    return releases.pushes(SHOP, 1).getFirst().verdict();
  }
}
