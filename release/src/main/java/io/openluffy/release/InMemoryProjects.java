package io.openluffy.release;

import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Projects as a test put them; like the stored ones, they can't be read within a transaction. */
public final class InMemoryProjects implements Projects {
  private final Store store;
  private final Map<ProjectName, Project> all = new ConcurrentSkipListMap<>();
  private final List<ManifestFile> manifests = new ArrayList<>();

  public InMemoryProjects(Store store, Project... projects) {
    this.store = store;
    for (var project : projects) {
      put(project);
    }
  }

  public void put(Project project) {
    all.put(project.name(), project);
  }

  /** What {@code applications} of every project names from now on. */
  public void manifests(ManifestFile... files) {
    manifests.clear();
    manifests.addAll(List.of(files));
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
