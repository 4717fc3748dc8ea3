package io.openluffy.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.Health;
import io.openluffy.application.OperationView;
import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.application.SyncStatus;
import io.openluffy.git.Author;
import io.openluffy.git.CommitId;
import io.openluffy.git.Edit;
import io.openluffy.git.FileEdit;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.ground.Patience;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import io.openluffy.kube.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One application with a repository and a namespace of its own. Single quotes make the JSON. */
final class Scene implements AutoCloseable {
  static final String MANUAL = "{}";
  static final String AUTOMATED =
      "{'automated':{'prune':true,'selfHeal':true},'retry':{'limit':0}}";
  private static final Author ANNA = new Author("anna", "anna@example.org");
  private static final Actor BEN = new Actor("ben", Door.API);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  final String namespace;
  private final RunningEngine engine;
  private final RepositoryUrl repository;
  private final ApplicationName name;
  private final List<Diary> opened = new ArrayList<>();
  private final List<ResourceKey> left = new ArrayList<>();
  private Optional<CommitId> head = Optional.empty();

  Scene(RunningEngine engine, String namespace) {
    this.engine = engine;
    this.namespace = namespace;
    this.repository = new RepositoryUrl("https://git.example/" + namespace + ".git");
    this.name = new ApplicationName(engine.home, namespace);
  }

  /** Automated, with these sync options. */
  static String automated(String... options) {
    return "{'automated':{'prune':true,'selfHeal':true},'retry':{'limit':0},'syncOptions':['"
        + String.join("','", options)
        + "']}";
  }

  static JsonNode json(String quoted) {
    return Json.tree(quoted.replace('\'', '"'));
  }

  Scene push(String file, String text) {
    return push(Map.of(file, text));
  }

  Scene push(Map<String, String> files) {
    head = Optional.of(engine.git.commitFiles(repository, "main", ANNA, "change", files).id());
    engine.pushed(repository);
    return this;
  }

  Scene remove(String file) {
    var edit = FileEdit.delete(new RepositoryPath(file));
    var commit =
        engine.git.edit(repository, new Edit("main", ANNA, "remove", Map.of(), List.of(edit)));
    head = Optional.of(commit.id());
    engine.pushed(repository);
    return this;
  }

  Scene application(String policy) {
    return application(policy, "{}");
  }

  /**
   * @param more members of its spec, in the place of the usual ones
   */
  Scene application(String policy, String more) {
    var application =
        Manifest.named(
                GroupVersionKind.of("argoproj.io/v1alpha1", "Application"),
                name.namespace(),
                name.name())
            .with(
                json -> {
                  var spec = json.putObject("spec").put("project", "default");
                  spec.putObject("source")
                      .put("repoURL", repository.value())
                      .put("path", ".")
                      .put("targetRevision", "main");
                  spec.putObject("destination")
                      .put("server", "https://kubernetes.default.svc")
                      .put("namespace", namespace);
                  spec.set("syncPolicy", json(policy));
                  spec.setAll((ObjectNode) json(more));
                  return json;
                });
    engine.cluster.apply(application, new ApplyOptions("kubectl", true, false, false));
    return this;
  }

  private ResourceKey itself() {
    return new ResourceKey("argoproj.io", "Application", name.namespace(), name.name());
  }

  void patchApplication(String json) {
    engine.cluster.patch(itself(), PatchType.MERGE, json(json), "");
  }

  void deleteApplication() {
    engine.cluster.delete(itself(), DeleteOptions.background());
  }

  /** As a person confirms what waits for it. */
  void confirm() {
    patchApplication(
        "{'metadata':{'annotations':{'argocd.argoproj.io/deletion-approved':'%s'}}}"
            .formatted(engine.clock.instant()));
  }

  boolean isThere() {
    return engine.cluster.get(itself()).isPresent();
  }

  void leaves() {
    Patience.until(
        "the application leaves",
        LIMIT,
        () -> Optional.of(true).filter(any -> !isThere()),
        this::now);
  }

  Optional<ApplicationView> view() {
    return engine.applications().find(name);
  }

  private String now() {
    return view()
        .map(
            one ->
                "; it is %s at %s, wanted %s, %s, %s\n%s\n%s"
                    .formatted(
                        one.sync(),
                        one.revision(),
                        head,
                        one.health(),
                        one.operation(),
                        one.conditions(),
                        one.resources()))
        .orElse("; there is none");
  }

  ApplicationView becomes(String what, Predicate<ApplicationView> reached) {
    return Patience.until(
        "the application becomes " + what, LIMIT, () -> view().filter(reached), this::now);
  }

  /** As git says, and well. */
  ApplicationView settles() {
    return becomes("as declared, and well", one -> isSynced(one) && one.health() == Health.HEALTHY);
  }

  ApplicationView synced() {
    return becomes("as declared", this::isSynced);
  }

  private boolean isSynced(ApplicationView view) {
    return view.sync() == SyncStatus.SYNCED
        && view.revision().equals(head)
        && view.operation().filter(OperationView::succeeded).isPresent();
  }

  /** The end of the operation that was about what git says now. */
  OperationView ended() {
    return becomes("done with the operation", one -> operation(one).isPresent())
        .operation()
        .orElseThrow();
  }

  private Optional<OperationView> operation(ApplicationView view) {
    return view.operation()
        .filter(one -> !one.running() && one.finishedAt().isPresent())
        .filter(one -> head.filter(at -> at.hex().equals(one.revision())).isPresent());
  }

  /** A person's sync, to its end; the first of its application. */
  OperationView sync(boolean prune, String... options) {
    becomes("compared", one -> one.revision().equals(head));
    var answer =
        engine
            .applications()
            .sync(
                name,
                new SyncRequest(
                    BEN, Set.of(), Optional.empty(), prune, false, List.of(), List.of(options)));
    assertThat(answer).isInstanceOf(SyncAnswer.Started.class);
    return ended();
  }

  /** An object of the namespace, named as messages name it: {@code apps/Deployment/web}. */
  ResourceKey key(String object) {
    var parts = object.split("/", -1);
    return new ResourceKey(parts[0], parts[1], namespace, parts[2]);
  }

  Optional<Manifest> find(String object) {
    return engine.cluster.get(key(object));
  }

  Manifest live(String object) {
    return find(object).orElseThrow(() -> new AssertionError("no " + object + now()));
  }

  Manifest live(String object, String what, Predicate<Manifest> reached) {
    return Patience.until(
        object + " " + what,
        LIMIT,
        () -> find(object).filter(reached),
        () -> "; it is " + find(object) + now());
  }

  void goes(String object) {
    Patience.until(
        object + " goes",
        LIMIT,
        () -> Optional.of(true).filter(any -> find(object).isEmpty()),
        this::now);
  }

  /** By hand. */
  void patch(String object, String json) {
    engine.cluster.patch(key(object), PatchType.MERGE, json(json), "");
  }

  void delete(String object) {
    engine.cluster.delete(key(object), DeleteOptions.background());
  }

  /** By server-side apply, as another manager of fields. */
  Manifest apply(String manager, String json) {
    var object = Manifest.of(json(json)).withNamespace(namespace);
    return engine.cluster.apply(object, new ApplyOptions(manager, true, false, false));
  }

  void create(String json) {
    engine.cluster.create(Manifest.of(json(json)).withNamespace(namespace));
  }

  /** As {@code kubectl apply} did before it was done by the server. */
  void applyFromAClient(String json) {
    var object = Manifest.of(json(json)).withNamespace(namespace);
    var live =
        engine.cluster.create(
            object.withAnnotation(
                "kubectl.kubernetes.io/last-applied-configuration", object.view().toString()));
    // Our client always writes in the name of the engine.
    var owners = live.at("/metadata/managedFields").toString();
    var renamed = owners.replace("\"openluffy\"", "\"kubectl-client-side-apply\"");
    engine.cluster.patch(
        live.key(),
        PatchType.MERGE,
        Json.tree("{\"metadata\":{\"managedFields\":" + renamed + "}}"),
        "");
  }

  void deleteNamespace() {
    var key = Manifest.named(GroupVersionKind.of("v1", "Namespace"), "", namespace).key();
    engine.cluster.delete(key, DeleteOptions.background());
  }

  /** An object of the whole cluster. */
  Optional<Manifest> findAtLarge(String group, String kind, String object) {
    return engine.cluster.get(new ResourceKey(group, kind, "", object));
  }

  /** It goes with the scene. */
  void clearsAway(String group, String kind, String object) {
    left.add(new ResourceKey(group, kind, "", object));
  }

  /**
   * @param kinds such as {@code batch/v1/Job}
   */
  Diary diary(String... kinds) {
    var wanted =
        Arrays.stream(kinds)
            .map(one -> one.lastIndexOf('/') < 0 ? "v1/" + one : one)
            .map(
                one ->
                    GroupVersionKind.of(
                        one.substring(0, one.lastIndexOf('/')),
                        one.substring(one.lastIndexOf('/') + 1)))
            .toList();
    var diary = new Diary(engine.cluster, namespace, wanted);
    opened.add(diary);
    return diary;
  }

  @Override
  public void close() {
    opened.forEach(Diary::close);
    if (isThere()) {
      patchApplication("{'metadata':{'finalizers':null}}");
      deleteApplication();
    }
    left.forEach(one -> engine.cluster.delete(one, DeleteOptions.background()));
  }
}
