package io.openluffy.application.reconcile;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.project.Place;
import io.openluffy.application.project.ProjectReader;
import io.openluffy.application.project.ProjectRules;
import io.openluffy.application.project.ProjectSpec;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.spec.DestinationSpec;
import io.openluffy.application.spec.SourceSpec;
import io.openluffy.application.sync.SyncPlanner;
import io.openluffy.application.target.TargetSet;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.LiveObjects;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceType;
import java.util.List;
import java.util.Optional;

/** The AppProjects, and what they refuse. */
final class Projects {
  static final GroupVersionKind KIND = GroupVersionKind.of("argoproj.io/v1alpha1", "AppProject");

  private final LiveObjects control;
  private final Clusters clusters;
  private final String namespace;

  Projects(LiveObjects control, Clusters clusters, String namespace) {
    this.control = control;
    this.clusters = clusters;
    this.namespace = namespace;
  }

  void follow() {
    control.follow(List.of(KIND));
  }

  private Optional<ProjectSpec> find(String name) {
    return control.find(KIND.key(namespace, name)).map(ProjectReader::read);
  }

  /** Why the application may not be as it is; empty when it may. */
  Optional<Problem> problem(ApplicationName name, ApplicationSpec spec) {
    var found = find(spec.project());
    if (found.isEmpty()) {
      return Optional.of(
          refused(
              "application.no-project",
              "There is no project '" + spec.project() + "'.",
              name,
              "spec.project",
              "Create the AppProject in the namespace " + namespace + ", or name another one."));
    }
    var project = found.get();
    return ProjectReader.problem(project)
        .or(() -> home(project, name))
        .or(
            () ->
                spec.sources().stream()
                    .flatMap(one -> source(project, name, one).stream())
                    .findFirst())
        .or(() -> place(project, name, spec.destination()));
  }

  private Optional<Problem> home(ProjectSpec project, ApplicationName name) {
    return ProjectRules.permitsHome(project, name.namespace(), namespace)
        ? Optional.empty()
        : Optional.of(
            refused(
                "application.namespace-not-permitted",
                "Applications in the namespace '"
                    + name.namespace()
                    + "' are not permitted in project '"
                    + project.name()
                    + "'.",
                name,
                "metadata.namespace",
                "Add it to sourceNamespaces of the project."));
  }

  private static Optional<Problem> source(
      ProjectSpec project, ApplicationName name, SourceSpec source) {
    var url = source.json().path("repoURL").asText("");
    return ProjectRules.permitsSource(project, url)
        ? Optional.empty()
        : Optional.of(
            refused(
                "application.source-not-permitted",
                "application repo " + url + " is not permitted in project '" + project.name() + "'",
                name,
                "spec.source.repoURL",
                "Add it to sourceRepos of the project."));
  }

  private Optional<Problem> place(
      ProjectSpec project, ApplicationName name, DestinationSpec destination) {
    var cluster = clusters.find(destination.server(), destination.name());
    if (cluster.isEmpty()) {
      return Optional.empty();
    }
    var place = place(cluster.get(), destination.namespace());
    return permits(project, place)
        ? Optional.empty()
        : Optional.of(
            refused(
                "application.destination-not-permitted",
                "application destination server '"
                    + place.server()
                    + "' and namespace '"
                    + place.namespace()
                    + "' do not match any of the allowed destinations in project '"
                    + project.name()
                    + "'",
                name,
                "spec.destination",
                "Add it to destinations of the project."));
  }

  private Place place(Cluster cluster, String inside) {
    return new Place(clusters.server(cluster), cluster.name(), inside);
  }

  private boolean permits(ProjectSpec project, Place place) {
    var own =
        clusters.all().stream()
            .filter(one -> clusters.project(one).filter(project.name()::equals).isPresent())
            .map(one -> place(one, ""))
            .toList();
    return ProjectRules.permitsPlace(project, place, own);
  }

  private static Problem refused(
      String code, String message, ApplicationName name, String field, String remedy) {
    return Problem.user(code, message, Where.of("Application " + name).field(field), remedy);
  }

  /** Why an object of the target may not be synced; empty when it may. */
  Optional<String> refusal(ApplicationSpec spec, TargetSet target, Manifest object, Cluster to) {
    var project = find(spec.project());
    if (project.isEmpty()) {
      return Optional.of("There is no project '" + spec.project() + "'.");
    }
    var key = object.key();
    var namespaced =
        to.types().find(object.gvk()).map(ResourceType::namespaced).or(() -> scope(target, object));
    if (!permitsKind(project.get(), object, namespaced)) {
      return Optional.of(
          "resource %s:%s is not permitted in project %s"
              .formatted(key.group(), key.kind(), spec.project()));
    }
    boolean placed =
        namespaced.filter(is -> !is).isPresent()
            || key.namespace().isEmpty()
            || permits(project.get(), place(to, key.namespace()));
    return placed
        ? Optional.empty()
        : Optional.of(
            "namespace %s is not permitted in project '%s'"
                .formatted(key.namespace(), spec.project()));
  }

  /** A kind of unknown scope must be permitted in both. */
  private static boolean permitsKind(
      ProjectSpec project, Manifest object, Optional<Boolean> namespaced) {
    var key = object.key();
    return List.of(true, false).stream()
        .filter(scope -> namespaced.isEmpty() || namespaced.get().equals(scope))
        .allMatch(
            scope -> ProjectRules.permitsKind(project, key.group(), key.kind(), key.name(), scope));
  }

  /** The scope of a kind that comes with this target. */
  private static Optional<Boolean> scope(TargetSet target, Manifest object) {
    return target.objects().stream()
        .filter(one -> SyncPlanner.defines(one, object.key()))
        .map(one -> one.text("/spec/scope").equals("Namespaced"))
        .findFirst();
  }
}
