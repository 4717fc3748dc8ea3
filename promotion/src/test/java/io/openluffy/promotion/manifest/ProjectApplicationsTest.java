package io.openluffy.promotion.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.CommitId;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.kube.FixedClusters;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.InMemoryCluster;
import io.openluffy.kube.Manifest;
import io.openluffy.release.Configuration;
import io.openluffy.release.InMemoryProjects;
import io.openluffy.release.Project;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Projects.ManifestFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProjectApplicationsTest {
  private static final CommitId COMMIT = new CommitId("0123456789abcdef0123456789abcdef01234567");
  private static final GroupVersionKind KIND =
      new GroupVersionKind("argoproj.io", "v1alpha1", "Application");
  private static final ProjectName SHOP = new ProjectName("shop");

  private final SettableClock clock = SettableClock.atNoon();
  private final InMemoryCluster cluster = new InMemoryCluster(clock);
  private final InMemoryStore store = new InMemoryStore(clock);
  private final InMemoryProjects projects = new InMemoryProjects(store, project());
  private final List<ManifestFile> manifests = new ArrayList<>();
  private final ProjectApplications applications =
      new ProjectApplications(projects, new FixedClusters(cluster), store);

  ProjectApplicationsTest() {
    var gvk = GroupVersionKind.of("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    var definition = Manifest.named(gvk, "", "applications.argoproj.io");
    cluster.create(
        definition.with(
            json -> {
              var spec = json.withObject("/spec");
              spec.put("group", "argoproj.io").put("scope", "Namespaced");
              spec.withObject("/names").put("kind", "Application").put("plural", "applications");
              var version = spec.withArray("versions").addObject();
              version.put("name", "v1alpha1").put("served", true).put("storage", true);
              return json;
            }));
  }

  @Test
  void manifestsAreAppliedAndRemovedAgain() {
    manifest("argocd/a.yaml", application("a") + "---\n" + application("b"));

    assertThat(reconcile()).isInstanceOf(Outcome.Done.class);
    assertThat(live("a").orElseThrow().labels()).containsEntry("openluffy.io/project", "shop");
    assertThat(live("b")).isPresent();

    manifests.clear();
    manifest("argocd/a.yaml", application("a"));
    reconcile();
    assertThat(live("a")).isPresent();
    assertThat(live("b")).isEmpty();
  }

  @Test
  void whatWasThereBeforeStaysWhenItsManifestGoes() {
    cluster.create(Manifest.named(KIND, "argocd", "a"));
    manifest("argocd/a.yaml", application("a"));
    reconcile();

    manifests.clear();
    reconcile();

    assertThat(live("a")).isPresent();
  }

  @Test
  void anythingElseIsRefusedAndHindersNobodyAndRemovesNothing() {
    manifest("argocd/a.yaml", application("a"));
    reconcile();
    manifests.clear();
    manifest("argocd/b.yaml", application("b"));
    manifest("argocd/role.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: x}\n");
    manifest("argocd/bomb.yaml", "a: [*b\n");

    var outcome = reconcile();

    assertThat(outcome).isInstanceOf(Outcome.Stalled.class);
    assertThat(((Outcome.Stalled) outcome).problem().message()).contains("Secret");
    assertThat(live("a")).isPresent();
    assertThat(live("b")).isPresent();
  }

  @Test
  void anotherProjectsApplicationIsLeftAlone() {
    cluster.create(
        Manifest.named(KIND, "argocd", "a").withLabel(ProjectApplications.LABEL, "other"));
    manifest("argocd/a.yaml", application("a"));

    assertThat(reconcile()).isInstanceOf(Outcome.Stalled.class);
    assertThat(live("a").orElseThrow().labels()).containsEntry("openluffy.io/project", "other");
  }

  private Outcome reconcile() {
    projects.manifests(manifests.toArray(ManifestFile[]::new));
    return applications.reconcile(SHOP);
  }

  private Optional<Manifest> live(String name) {
    return cluster.get(KIND, "argocd", name);
  }

  private void manifest(String path, String content) {
    manifests.add(new ManifestFile(path, COMMIT, content));
  }

  private static String application(String name) {
    return """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: %s}
        spec: {project: default}
        """
        .formatted(name);
  }

  private Project project() {
    return new Project(
        SHOP,
        new RepositoryUrl("https://git.example/o/shop"),
        "main",
        Optional.of(COMMIT),
        Optional.of(COMMIT),
        List.of(),
        Configuration.EMPTY,
        clock.instant());
  }
}
