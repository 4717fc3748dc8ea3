package io.openluffy.server.argocd;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.Applications;
import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import io.openluffy.server.access.Role;
import io.openluffy.server.view.DiffView;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Problems;
import io.openluffy.server.web.Routes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applications on Argo CD's REST paths, in its JSON (assets/swagger.json of Argo CD 3.x): the
 * custom resource itself is the answer.
 */
public final class ApplicationApi {
  static final GroupVersionKind APPLICATION =
      new GroupVersionKind("argoproj.io", "v1alpha1", "Application");

  private final Applications applications;
  private final Clusters clusters;

  public ApplicationApi(Applications applications, Clusters clusters) {
    this.applications = applications;
    this.clusters = clusters;
  }

  record Selected(Optional<String> group, String kind, String name, Optional<String> namespace) {
    ResourceKey key() {
      return new ResourceKey(group.orElse(""), kind, namespace.orElse(""), name);
    }
  }

  record Options(List<String> items) {}

  record Apply(Optional<Boolean> force) {}

  record Strategy(Optional<Apply> apply, Optional<Apply> hook) {
    boolean force() {
      return hook.flatMap(Apply::force).orElse(false);
    }
  }

  /** Argo CD's request; what is not done here is refused, never passed over. */
  record Sync(
      Optional<String> name,
      Optional<String> appNamespace,
      Optional<String> project,
      Optional<String> revision,
      Optional<Boolean> prune,
      Optional<Boolean> dryRun,
      List<Selected> resources,
      Optional<Options> syncOptions,
      Optional<Strategy> strategy,
      Optional<JsonNode> infos,
      Optional<JsonNode> retryStrategy,
      List<String> manifests,
      List<String> revisions,
      List<Long> sourcePositions,
      Optional<String> diff) {

    /** The first key that asks for something that this server does not do. */
    Optional<String> unsupported() {
      if (!manifests.isEmpty()) {
        return Optional.of("manifests");
      }
      if (!revisions.isEmpty() || !sourcePositions.isEmpty()) {
        return Optional.of("revisions");
      }
      if (retryStrategy.filter(one -> one.path("limit").asLong() != 0).isPresent()) {
        return Optional.of("retryStrategy");
      }
      return strategy.flatMap(Strategy::apply).map(one -> "strategy.apply");
    }

    List<String> options() {
      var options = new ArrayList<>(syncOptions.map(Options::items).orElse(List.of()));
      if (strategy.filter(Strategy::force).isPresent()) {
        options.add("Force=true");
      }
      return options;
    }
  }

  record Rollback(
      Optional<String> name,
      Optional<String> appNamespace,
      Optional<String> project,
      Optional<Long> id,
      Optional<Boolean> prune,
      Optional<Boolean> dryRun) {}

  public void routes(Routes routes) {
    var viewer = Routes.role(Role.VIEWER);
    var base = "/api/v1/applications/{application}";
    routes.get("/api/v1/applications", viewer, this::list);
    routes.get(base, viewer, this::get);
    routes.post(base + "/sync", viewer, this::sync);
    routes.post(base + "/rollback", viewer, this::rollback);
    routes.delete(base + "/operation", Routes.role(Role.DEVELOPER), this::terminate);
    routes.get(base + "/managed-resources", viewer, this::managedResources);
    routes.get(base + "/resource-tree", viewer, this::tree);
    routes.get(base + "/resource", viewer, new LiveObjects(applications, clusters)::get);
    routes.get(base + "/diff", viewer, this::diff);
  }

  private Answer list(Call call) {
    var wanted = Wanted.of(call);
    var items =
        clusters.control().list(APPLICATION, wanted.namespace(), wanted.selector()).stream()
            .filter(wanted::takes)
            .map(ArgoViews::application)
            .toList();
    var answer = new LinkedHashMap<String, Object>();
    answer.put("metadata", Map.of());
    answer.put("items", items);
    return Answer.json(answer);
  }

  private Answer get(Call call) {
    var name = Named.name(call);
    resource(name);
    call.query("refresh").ifPresent(kind -> applications.refresh(name, kind.equals("hard")));
    return Answer.json(ArgoViews.application(resource(name)));
  }

  private Answer sync(Call call) {
    var asked = call.body(Sync.class);
    var name = Named.name(call, asked.appNamespace());
    needDeveloper(call);
    asked
        .unsupported()
        .ifPresent(
            key -> {
              throw unsupported(key).asException();
            });
    asked.diff().ifPresent(read -> unchanged(name, read));
    var caller = call.caller();
    var answer =
        applications.sync(
            name,
            new SyncRequest(
                call.actor(),
                caller.roles(),
                asked.revision().filter(text -> !text.isEmpty()),
                asked.prune().orElse(false),
                asked.dryRun().orElse(false),
                asked.resources().stream().map(Selected::key).toList(),
                asked.options()));
    return answered(name, answer);
  }

  private Answer rollback(Call call) {
    var asked = call.body(Rollback.class);
    var name = Named.name(call, asked.appNamespace());
    needDeveloper(call);
    var id =
        asked
            .id()
            .orElseThrow(
                () ->
                    Problem.user(
                            "request.bad-body",
                            "'id' is missing.",
                            Where.of("body").field("id"),
                            "Name an entry of .status.history of the Application.")
                        .asException());
    return answered(
        name,
        applications.rollback(
            name, id, call.actor(), call.caller().roles(), asked.prune().orElse(false)));
  }

  private Answer answered(ApplicationName name, SyncAnswer answer) {
    return switch (answer) {
      case SyncAnswer.Started ignored -> Answer.json(ArgoViews.application(resource(name)));
      case SyncAnswer.Busy busy ->
          throw Problem.user(
                  "application.operation-exists",
                  "Another operation is in progress: " + busy.running().message(),
                  Where.of("Application " + name),
                  "Wait for it, or end it with DELETE …/operation.")
              .asException();
      case SyncAnswer.Refused refused -> throw refused.problem().asException();
      case SyncAnswer.NoSuchApplication missing -> throw Named.noSuch(missing.name());
    };
  }

  /** Whoever read a diff and then syncs means that diff and no other. */
  private void unchanged(ApplicationName name, String read) {
    var now = applications.diff(name).id();
    if (!now.equals(read)) {
      throw Problem.user(
              "application.diff-changed",
              "What a sync would do has changed since the diff was read.",
              Where.of("Application " + name),
              "Read the new diff, then sync again.")
          .asException();
    }
  }

  /** Checked before anything is read; what is protected asks for more, at the gate. */
  private static void needDeveloper(Call call) {
    if (!call.caller().has(Role.DEVELOPER.text())) {
      throw Problems.forbidden(call.caller().name(), Role.DEVELOPER.text()).asException();
    }
  }

  private static Problem unsupported(String key) {
    return Problem.user(
        "request.not-offered",
        "A sync by this API can't be asked for '" + key + "'.",
        Where.of("body").field(key),
        "Leave it out; the Application's own spec.syncPolicy counts.");
  }

  private Answer terminate(Call call) {
    var name = Named.name(call);
    resource(name);
    applications.terminate(name, call.actor());
    return Answer.json(Map.of());
  }

  private Answer managedResources(Call call) {
    var diff = applications.diff(existing(call));
    var items =
        diff.objects().stream()
            .filter(one -> call.query("group").map(one.key().group()::equals).orElse(true))
            .filter(one -> call.query("kind").map(one.key().kind()::equals).orElse(true))
            .filter(one -> call.query("namespace").map(one.key().namespace()::equals).orElse(true))
            .filter(one -> call.query("name").map(one.key().name()::equals).orElse(true))
            .map(ArgoViews::managed)
            .toList();
    return Answer.json(Map.of("items", items));
  }

  private Answer tree(Call call) {
    var tree = applications.tree(existing(call));
    return Answer.json(Map.of("nodes", ArgoViews.nodes(tree)));
  }

  private Answer diff(Call call) {
    return Answer.json(DiffView.of(applications.diff(existing(call))));
  }

  private ApplicationName existing(Call call) {
    return Named.by(call, clusters).name();
  }

  private Manifest resource(ApplicationName name) {
    return Named.by(name, clusters).resource();
  }
}
