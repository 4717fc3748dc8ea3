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
import io.openluffy.kube.LabelSelector;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import io.openluffy.server.access.Role;
import io.openluffy.server.view.DiffView;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Problems;
import io.openluffy.server.web.Routes;
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

  record Sync(
      Optional<String> name,
      Optional<String> appNamespace,
      Optional<String> revision,
      Optional<Boolean> prune,
      Optional<Boolean> dryRun,
      List<Selected> resources,
      Optional<Options> syncOptions,
      Optional<String> diff,
      Optional<JsonNode> strategy,
      Optional<JsonNode> retryStrategy) {}

  record Rollback(
      Optional<String> name,
      Optional<String> appNamespace,
      long id,
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
    var selector =
        call.query("selector").map(ApplicationApi::selector).orElse(LabelSelector.EVERYTHING);
    var projects = call.query("projects");
    var name = call.query("name");
    var items =
        clusters.control().list(APPLICATION, Optional.empty(), selector).stream()
            .filter(one -> projects.map(one.text("/spec/project")::equals).orElse(true))
            .filter(one -> name.map(one.name()::equals).orElse(true))
            .map(ApplicationApi::shown)
            .toList();
    var answer = new LinkedHashMap<String, Object>();
    answer.put("metadata", Map.of());
    answer.put("items", items);
    return Answer.json(answer);
  }

  /** {@code a=b,c=d}, the form that Argo CD's clients send. */
  private static LabelSelector selector(String text) {
    var wanted = new LinkedHashMap<String, String>();
    for (String part : text.split(",", -1)) {
      var equals = part.indexOf('=');
      if (equals < 1) {
        throw Problem.user(
                "request.bad-selector",
                "'" + part + "' is no label selector.",
                Where.NOWHERE.field("?selector"),
                "Use label=value, joined with commas.")
            .asException();
      }
      wanted.put(part.substring(0, equals).trim(), part.substring(equals + 1).trim());
    }
    return LabelSelector.equalTo(wanted);
  }

  private Answer get(Call call) {
    var name = name(call);
    call.query("refresh").ifPresent(kind -> applications.refresh(name, kind.equals("hard")));
    return Answer.json(shown(resource(name)));
  }

  private Answer sync(Call call) {
    var name = name(call);
    var asked = call.body(Sync.class);
    asked.diff().ifPresent(read -> unchanged(name, read));
    var caller = call.caller();
    needDeveloperOrApprover(call);
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
                asked.syncOptions().map(Options::items).orElse(List.of())));
    return answered(name, answer);
  }

  private Answer rollback(Call call) {
    var name = name(call);
    var asked = call.body(Rollback.class);
    needDeveloperOrApprover(call);
    return answered(
        name,
        applications.rollback(
            name, asked.id(), call.actor(), call.caller().roles(), asked.prune().orElse(false)));
  }

  private Answer answered(ApplicationName name, SyncAnswer answer) {
    return switch (answer) {
      case SyncAnswer.Started ignored -> Answer.json(shown(resource(name)));
      case SyncAnswer.Busy busy ->
          throw Problem.user(
                  "application.operation-exists",
                  "Another operation is in progress: " + busy.running().message(),
                  Where.of("Application " + name),
                  "Wait for it, or end it with DELETE …/operation.")
              .asException();
      case SyncAnswer.Refused refused -> throw refused.problem().asException();
      case SyncAnswer.NoSuchApplication missing -> throw noSuch(missing.name());
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

  private static void needDeveloperOrApprover(Call call) {
    var roles = call.caller().roles();
    if (!roles.contains(Role.DEVELOPER.text()) && !roles.contains(Role.APPROVER.text())) {
      throw Problems.forbidden(call.caller().name(), "developer or approver").asException();
    }
  }

  private Answer terminate(Call call) {
    var name = name(call);
    resource(name);
    applications.terminate(name, call.actor());
    return Answer.json(Map.of());
  }

  private Answer managedResources(Call call) {
    var diff = applications.diff(existing(call));
    return Answer.json(Map.of("items", diff.objects().stream().map(ArgoViews::managed).toList()));
  }

  private Answer tree(Call call) {
    var tree = applications.tree(existing(call));
    return Answer.json(Map.of("nodes", tree.nodes().stream().map(ArgoViews::node).toList()));
  }

  private Answer diff(Call call) {
    return Answer.json(DiffView.of(applications.diff(existing(call))));
  }

  private ApplicationName existing(Call call) {
    var name = name(call);
    resource(name);
    return name;
  }

  static ApplicationName name(Call call) {
    var namespace = call.query("appNamespace").orElse(ApplicationName.NAMESPACE);
    return new ApplicationName(namespace, call.path("application"));
  }

  private Manifest resource(ApplicationName name) {
    return clusters
        .control()
        .get(APPLICATION, name.namespace(), name.name())
        .orElseThrow(() -> noSuch(name));
  }

  private static io.openluffy.kernel.ProblemException noSuch(ApplicationName name) {
    return Problem.user(
            "application.no-such-application",
            "There is no Application '" + name + "'.",
            Where.NOWHERE,
            "'luffy apps' lists them; 'kubectl apply -f application.yaml' makes one.")
        .asException();
  }

  /** The resource without the book-keeping of the API server. */
  static JsonNode shown(Manifest application) {
    var json = application.json();
    json.withObject("/metadata").remove("managedFields");
    return json;
  }
}
