package io.openluffy.promotion.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.kernel.Blame;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.Store;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.KubeProblems;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import io.openluffy.promotion.EnvironmentBindings;
import io.openluffy.promotion.PromotionTables;
import io.openluffy.promotion.PromotionTables.AppliedManifest;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Projects;
import io.openluffy.release.ValuesTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An app of apps without the ceremony: the manifests that {@code applications} of a project names
 * are kept applied, and an object that this made is removed when its manifest is gone.
 */
public final class ProjectApplications implements Reconciler<ProjectName> {
  public static final String LABEL = "openluffy.io/project";
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Projects projects;
  private final EnvironmentBindings bindings;
  private final Clusters clusters;
  private final Store store;

  public ProjectApplications(Projects projects, Clusters clusters, Store store) {
    this.projects = projects;
    this.bindings = new EnvironmentBindings(projects);
    this.clusters = clusters;
    this.store = store;
  }

  @Override
  public Outcome reconcile(ProjectName project) {
    if (projects.find(project).flatMap(p -> p.configCommit()).isEmpty()) {
      return Outcome.done();
    }
    var problems = new ArrayList<Problem>();
    var wanted = read(project, problems);
    var kept = new HashSet<String>();
    for (var manifest : wanted) {
      kept.add(rowKey(project, manifest.key()));
      attempt(problems, () -> apply(project, manifest));
    }
    if (problems.isEmpty()) {
      rows(project).stream()
          .filter(row -> !kept.contains(row.key()))
          .forEach(row -> attempt(problems, () -> remove(project, row)));
    }
    return problems.isEmpty() ? Outcome.doneFor(AGAIN) : Outcome.stalled(problems.getFirst());
  }

  /** A file that can't be read hinders none of the others, and nothing is removed meanwhile. */
  private List<Manifest> read(ProjectName project, List<Problem> problems) {
    var manifests = new ArrayList<Manifest>();
    for (var file : projects.applicationManifests(project)) {
      attempt(problems, () -> manifests.addAll(ManifestReader.read(file)));
    }
    return manifests;
  }

  private static void attempt(List<Problem> problems, Runnable work) {
    try {
      work.run();
    } catch (ProblemException refused) {
      if (refused.problem().blame() == Blame.WORLD
          || KubeProblems.is(refused, KubeProblems.UNKNOWN_KIND)) {
        throw refused;
      }
      problems.add(refused.problem());
    }
  }

  private void apply(ProjectName project, Manifest manifest) {
    var cluster = clusters.control();
    var live = cluster.get(manifest.gvk(), manifest.namespace(), manifest.name());
    requireOurs(project, manifest, live);
    var row =
        store.read(t -> t.find(PromotionTables.APPLIED_MANIFEST, rowKey(project, manifest.key())));
    boolean made = row.map(AppliedManifest::made).orElse(live.isEmpty());
    var desired = withTags(manifest, live).withLabel(LABEL, project.value());
    var hash = Integer.toHexString(manifest.view().hashCode());
    if (row.filter(known -> known.hash().equals(hash)).isEmpty()) {
      record(project, manifest, made, hash);
    }
    cluster.apply(desired, ApplyOptions.forced());
    FaultPoints.at("manifest.applied");
  }

  private static void requireOurs(ProjectName project, Manifest manifest, Optional<Manifest> live) {
    var owner = live.map(object -> object.labels().getOrDefault(LABEL, "")).orElse("");
    if (!owner.isEmpty() && !owner.equals(project.value())) {
      throw Problem.user(
              "manifest.taken",
              "The "
                  + manifest.kind()
                  + " "
                  + manifest.name()
                  + " belongs to the project "
                  + owner
                  + ".",
              Where.of(manifest.kind() + " " + manifest.namespace() + "/" + manifest.name()),
              "Give it another name.")
          .asException();
    }
  }

  /** Tags that promotions wrote into the Application's parameters stay as they are. */
  private Manifest withTags(Manifest manifest, Optional<Manifest> live) {
    var written = writtenParameters(manifest);
    var declared = manifest.at("/spec/source/helm/parameters");
    if (live.isEmpty() || written.isEmpty() || !declared.isArray()) {
      return manifest;
    }
    Map<String, String> now = new HashMap<>();
    for (var parameter : live.get().at("/spec/source/helm/parameters")) {
      if (written.contains(parameter.path("name").asText())) {
        now.put(parameter.path("name").asText(), parameter.path("value").asText());
      }
    }
    return manifest.with(copy -> overlaid(copy, now));
  }

  private static ObjectNode overlaid(ObjectNode copy, Map<String, String> now) {
    var left = new HashMap<>(now);
    var list = (ArrayNode) copy.at("/spec/source/helm/parameters");
    for (var parameter : list) {
      var value = left.remove(parameter.path("name").asText());
      if (value != null && parameter instanceof ObjectNode one) {
        one.put("value", value);
      }
    }
    left.forEach(
        (name, value) ->
            list.addObject().put("name", name).put("value", value).put("forceString", true));
    return copy;
  }

  private Set<String> writtenParameters(Manifest manifest) {
    if (!manifest.kind().equals("Application")) {
      return Set.of();
    }
    var names = new HashSet<String>();
    var application = new ApplicationName(manifest.namespace(), manifest.name());
    for (var bound : bindings.of(application)) {
      if (bound.environment().values() instanceof ValuesTarget.ApplicationParameters target) {
        names.addAll(target.tags().values());
      }
    }
    return names;
  }

  private void record(ProjectName project, Manifest manifest, boolean made, String hash) {
    var key = manifest.key();
    var row =
        new AppliedManifest(
            rowKey(project, key),
            project.value(),
            key.group(),
            key.kind(),
            key.namespace(),
            key.name(),
            made,
            hash);
    store.update(
        Actor.OPENLUFFY,
        transaction -> {
          transaction.put(PromotionTables.APPLIED_MANIFEST, row);
          transaction.record(fact("manifest.applied", row));
        });
    FaultPoints.at("manifest.recorded");
  }

  private void remove(ProjectName project, AppliedManifest row) {
    var cluster = clusters.control();
    var key = new ResourceKey(row.group(), row.kind(), row.namespace(), row.name());
    if (row.made()) {
      cluster
          .get(key)
          .filter(live -> project.value().equals(live.labels().get(LABEL)))
          .ifPresent(live -> delete(cluster, key, live));
    }
    store.update(
        Actor.OPENLUFFY,
        transaction -> {
          transaction.delete(PromotionTables.APPLIED_MANIFEST, row.key());
          transaction.record(fact("manifest.removed", row));
        });
  }

  private static void delete(Cluster cluster, ResourceKey key, Manifest live) {
    var options = DeleteOptions.background();
    cluster.delete(key, live.uid().isEmpty() ? options : options.onlyIf(live.uid()));
    FaultPoints.at("manifest.deleted");
  }

  private List<AppliedManifest> rows(ProjectName project) {
    return store.read(t -> t.list(PromotionTables.APPLIED_MANIFEST, "project", project.value()));
  }

  private static Fact fact(String what, AppliedManifest row) {
    return new Fact(
        what,
        row.kind().toLowerCase(java.util.Locale.ROOT) + "/" + row.namespace() + "/" + row.name(),
        Map.of("project", row.project()));
  }

  private static String rowKey(ProjectName project, ResourceKey key) {
    return project + "/" + key;
  }
}
