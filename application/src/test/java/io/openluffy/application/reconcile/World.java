package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.GateAnswer;
import io.openluffy.application.OperationGate;
import io.openluffy.application.OperationRequest;
import io.openluffy.application.RenderParameter;
import io.openluffy.application.render.Renderer;
import io.openluffy.application.target.AesSealer;
import io.openluffy.git.Author;
import io.openluffy.git.Commit;
import io.openluffy.git.Edit;
import io.openluffy.git.FileEdit;
import io.openluffy.git.InMemoryGit;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Controller;
import io.openluffy.kernel.ControllerSettings;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.FixedClusters;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.InMemoryCluster;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import io.openluffy.kube.ResourceKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/** A git repository, a cluster and the engine between them, on a clock that stands still. */
final class World {
  static final ApplicationName WEB = ApplicationName.of("web");
  static final RepositoryUrl REPOSITORY = new RepositoryUrl("https://git.example/team/web.git");
  static final ResourceKey DEPLOYMENT = new ResourceKey("apps", "Deployment", "default", "web");
  static final Author ANNA = new Author("anna", "anna@example.org");

  final SettableClock clock = SettableClock.atNoon();
  final InMemoryGit git = new InMemoryGit(clock);
  final InMemoryCluster cluster = new InMemoryCluster(clock);
  final FolderRenderer renderer;
  final List<OperationRequest> asked = new ArrayList<>();
  final List<RenderParameter> parameters = new ArrayList<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  InMemoryStore store = new InMemoryStore(clock);
  GateAnswer gate = GateAnswer.allowed();
  final Set<ApplicationName> guarded = new HashSet<>();
  ApplicationEngine engine;
  Controller<ApplicationName> controller;
  private final Path work;
  private final ApplicationSettings settings;
  private final Renderer rendering;

  World(Path work) {
    this(work, ApplicationSettings.PLAIN);
  }

  World(Path work, ApplicationSettings settings) {
    this(work, settings, new FolderRenderer());
  }

  /** With another renderer than that of folders. */
  World(Path work, ApplicationSettings settings, Renderer rendering) {
    this.work = work;
    this.settings = settings;
    this.rendering = rendering;
    this.renderer = rendering instanceof FolderRenderer folders ? folders : new FolderRenderer();
    var queue = new AtomicReference<Controller<ApplicationName>>();
    engine = engine(queue);
    controller = controller(queue);
    engine.start();
  }

  private ApplicationEngine engine(AtomicReference<Controller<ApplicationName>> queue) {
    return new ApplicationEngine(
        settings,
        new ApplicationEngine.Ground(
            store,
            git,
            new FixedClusters(cluster),
            rendering,
            application -> List.copyOf(parameters),
            gate(),
            new AesSealer(new byte[32], new SecureRandom()),
            work,
            clock,
            new SplittableRandom(1),
            meters),
        name -> Optional.ofNullable(queue.get()).ifPresent(one -> one.enqueue(name)));
  }

  private OperationGate gate() {
    return new OperationGate() {
      @Override
      public GateAnswer ask(ApplicationName application, OperationRequest request) {
        asked.add(request);
        return gate;
      }

      @Override
      public Set<ApplicationName> guarded() {
        return Set.copyOf(guarded);
      }
    };
  }

  private Controller<ApplicationName> controller(
      AtomicReference<Controller<ApplicationName>> queue) {
    var made =
        new Controller<>(
            "application",
            engine.reconciler(),
            ControllerSettings.DEFAULT,
            clock,
            new SplittableRandom(2),
            new SimpleMeterRegistry());
    queue.set(made);
    return made;
  }

  /** The server dies and starts again; git, cluster and store go on. */
  void restart() {
    engine.close();
    controller.close();
    store = store.reopen();
    var queue = new AtomicReference<Controller<ApplicationName>>();
    engine = engine(queue);
    controller = controller(queue);
    engine.start();
  }

  Commit push(Map<String, String> files) {
    return git.commitFiles(REPOSITORY, "main", ANNA, "change", files);
  }

  void remove(String file) {
    var edit = FileEdit.delete(new RepositoryPath(file));
    git.edit(REPOSITORY, new Edit("main", ANNA, "remove", Map.of(), List.of(edit)));
  }

  /** With a Deployment of two pods in its folder, before any application. */
  World withDeployment() {
    push(Map.of("deploy/web.json", deployment("web:1", 2)));
    return this;
  }

  /** How often the journal has such a fact. */
  long facts(String what) {
    return store.journal().after(0, 10_000).stream()
        .filter(one -> one.fact().what().equals(what))
        .count();
  }

  void pushed() {
    engine.pushed(REPOSITORY);
    run();
  }

  void run() {
    controller.runDue();
  }

  void tick(Duration by) {
    clock.tick(by);
    run();
  }

  /** Creates the application, with this sync policy. */
  void application(String policy) {
    application("web", "deploy", policy);
    run();
  }

  /** Creates an application of that folder; nothing is run yet. */
  void application(String name, String folder, String policy) {
    apply(
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
         "metadata":{"name":"%s","namespace":"argocd"},
         "spec":{"project":"default",
           "source":{"repoURL":"https://git.example/team/web.git","path":"%s","targetRevision":"main"},
           "destination":{"server":"https://kubernetes.default.svc","namespace":"default"},
           "syncPolicy":%s}}
        """
            .formatted(name, folder, policy));
  }

  void apply(String json) {
    cluster.apply(Manifest.of(Json.tree(json)), new ApplyOptions("kubectl", true, false, false));
  }

  void patch(ResourceKey key, String json) {
    cluster.patch(key, PatchType.MERGE, Json.tree(json), "");
  }

  void patchApplication(String json) {
    patch(new ResourceKey("argoproj.io", "Application", "argocd", "web"), json);
    run();
  }

  ApplicationView web() {
    return engine.applications().find(WEB).orElseThrow();
  }

  ObjectNode resource() {
    return cluster
        .get(GroupVersionKind.of("argoproj.io/v1alpha1", "Application"), "argocd", "web")
        .orElseThrow()
        .json();
  }

  Optional<Manifest> live(ResourceKey key) {
    return cluster.get(key);
  }

  int replicas() {
    return live(DEPLOYMENT).orElseThrow().at("/spec/replicas").asInt();
  }

  static String deployment(String image, int replicas) {
    return """
    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},
     "spec":{"replicas":%d,"template":{"spec":{"containers":[{"name":"web","image":"%s"}]}}}}
    """
        .formatted(replicas, image);
  }

  static String configMap(String name, String value) {
    return object("v1", "ConfigMap", name, "{}", "\"data\":{\"value\":\"" + value + "\"}");
  }

  static String object(
      String apiVersion, String kind, String name, String annotations, String more) {
    return """
    {"apiVersion":"%s","kind":"%s","metadata":{"name":"%s","annotations":%s}%s}
    """
        .formatted(apiVersion, kind, name, annotations, more.isEmpty() ? "" : "," + more);
  }

  static ResourceKey configMapKey(String name) {
    return new ResourceKey("", "ConfigMap", "default", name);
  }
}
