package io.openluffy.promotion;

import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Store;
import io.openluffy.release.Project;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Projects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Projects as the test put them; like the real ones, they can't be read within a transaction. */
final class FixedProjects implements Projects {
  private final Store store;
  private final Map<ProjectName, Project> all = new ConcurrentSkipListMap<>();
  final List<ManifestFile> manifests = new ArrayList<>();

  FixedProjects(Store store) {
    this.store = store;
  }

  void put(Project project) {
    all.put(project.name(), project);
  }

  @Override
  public ConnectAnswer connect(
      Actor actor, RepositoryUrl repository, ProjectName name, Optional<String> configBranch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Project> list() {
    return store.read(transaction -> List.copyOf(all.values()));
  }

  @Override
  public Optional<Project> find(ProjectName name) {
    return store.read(transaction -> Optional.ofNullable(all.get(name)));
  }

  @Override
  public Optional<Project> ofRepository(RepositoryUrl repository) {
    return list().stream().filter(p -> p.repository().isSameAs(repository)).findFirst();
  }

  @Override
  public Project refresh(ProjectName name) {
    return find(name).orElseThrow();
  }

  @Override
  public List<ManifestFile> applicationManifests(ProjectName name) {
    return List.copyOf(manifests);
  }
}
