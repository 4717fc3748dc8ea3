package io.openluffy.promotion;

import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.release.Project;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Projects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The one project there is. */
public final class OneProject implements Projects {
  private final Map<ProjectName, Project> all = new ConcurrentSkipListMap<>();
  public final List<ManifestFile> manifests = new ArrayList<>();

  public OneProject(Project project) {
    all.put(project.name(), project);
  }

  @Override
  public ConnectAnswer connect(
      Actor actor, RepositoryUrl repository, ProjectName name, Optional<String> configBranch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Project> list() {
    return List.copyOf(all.values());
  }

  @Override
  public Optional<Project> find(ProjectName name) {
    return Optional.ofNullable(all.get(name));
  }

  @Override
  public Optional<Project> ofRepository(RepositoryUrl repository) {
    return all.values().stream().filter(p -> p.repository().isSameAs(repository)).findFirst();
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
