package io.openluffy.release;

import io.openluffy.git.CommitId;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.journal.Actor;
import java.util.List;
import java.util.Optional;

/** The connected repositories and the configuration in force for each. */
public interface Projects {
  /**
   * Registers a repository and reads its configuration. To connect the same again changes nothing.
   *
   * @param configBranch the repository's default branch when empty
   */
  ConnectAnswer connect(
      Actor actor, RepositoryUrl repository, ProjectName name, Optional<String> configBranch);

  List<Project> list();

  Optional<Project> find(ProjectName name);

  Optional<Project> ofRepository(RepositoryUrl repository);

  /** Reads the head of the config branch again, and puts it in force if it is good. */
  Project refresh(ProjectName name);

  /**
   * The files that {@code applications} of the configuration in force names, as they are in that
   * configuration's revision, by path.
   */
  List<ManifestFile> applicationManifests(ProjectName name);

  /** A manifest file at a revision. */
  record ManifestFile(String path, CommitId revision, String content) {}

  /** What came of {@code connect}. */
  sealed interface ConnectAnswer {
    record Connected(Project project) implements ConnectAnswer {}

    record Refused(Problem problem) implements ConnectAnswer {}
  }
}
