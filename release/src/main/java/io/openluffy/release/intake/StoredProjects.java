package io.openluffy.release.intake;

import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.Pushes;
import io.openluffy.git.RepositoryLocator;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.Store;
import io.openluffy.release.Configuration;
import io.openluffy.release.Project;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Projects;
import io.openluffy.release.ReleaseTables;
import io.openluffy.release.build.Globs;
import io.openluffy.release.config.ConfigurationReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Projects in the store, their configuration read from git. */
public final class StoredProjects implements Projects {
  private static final int MOST_MANIFESTS = 1000;
  private static final long LARGEST_MANIFEST = 1024 * 1024;

  private final Store store;
  private final Git git;
  private final Pushes pushes;
  private final RepositoryLocator locator;
  private final InstantSource clock;
  private final ConfigurationFiles files;

  public StoredProjects(
      Store store, Git git, Pushes pushes, RepositoryLocator locator, InstantSource clock) {
    this.store = store;
    this.git = git;
    this.pushes = pushes;
    this.locator = locator;
    this.clock = clock;
    this.files = new ConfigurationFiles(git);
  }

  @Override
  public ConnectAnswer connect(
      Actor actor, RepositoryUrl url, ProjectName name, Optional<String> configBranch) {
    var repository = locator.canonical(url);
    git.fetch(repository);
    var branch = configBranch.orElseGet(() -> git.defaultBranch(repository));
    var connected =
        new Project(
            name,
            repository,
            branch,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Configuration.EMPTY,
            clock.instant());
    var refused =
        store.<Optional<Problem>>write(
            actor,
            transaction -> {
              var known = transaction.find(ReleaseTables.PROJECT, name.value());
              var conflict = conflict(transaction.list(ReleaseTables.PROJECT), connected);
              if (conflict.isPresent() || known.isPresent()) {
                return conflict;
              }
              transaction.put(ReleaseTables.PROJECT, connected);
              transaction.record(
                  new Fact(
                      "project.connected",
                      "project/" + name,
                      Map.of("repository", repository.value(), "configBranch", branch)));
              return Optional.empty();
            });
    if (refused.isPresent()) {
      return new ConnectAnswer.Refused(refused.get());
    }
    pushes.watch(actor, repository, git.branches(repository).isEmpty());
    return new ConnectAnswer.Connected(refresh(name));
  }

  private static Optional<Problem> conflict(List<Project> projects, Project wanted) {
    for (var project : projects) {
      var sameName = project.name().equals(wanted.name());
      var sameRepository = project.repository().isSameAs(wanted.repository());
      if (sameName != sameRepository) {
        return Optional.of(
            Problem.user(
                "project.taken",
                sameName
                    ? "The project '" + project.name() + "' is " + project.repository() + "."
                    : "The repository is connected as '" + project.name() + "' already.",
                Where.of("project/" + project.name()),
                sameName ? "Choose another name." : "Use that project."));
      }
    }
    return Optional.empty();
  }

  @Override
  public List<Project> list() {
    return store.read(transaction -> transaction.list(ReleaseTables.PROJECT));
  }

  @Override
  public Optional<Project> find(ProjectName name) {
    return store.read(transaction -> transaction.find(ReleaseTables.PROJECT, name.value()));
  }

  @Override
  public Optional<Project> ofRepository(RepositoryUrl url) {
    var repository = locator.canonical(url);
    return list().stream().filter(project -> project.repository().isSameAs(repository)).findFirst();
  }

  @Override
  public Project refresh(ProjectName name) {
    var project = find(name).orElseThrow(() -> new IllegalStateException("no project " + name));
    git.fetch(project.repository());
    var head = Optional.ofNullable(git.branches(project.repository()).get(project.configBranch()));
    if (head.isPresent() && head.equals(project.seenCommit())) {
      return project;
    }
    return keep(head.map(commit -> read(project, commit)).orElseGet(() -> branchless(project)));
  }

  private Project read(Project project, CommitId commit) {
    return switch (files.at(project.repository(), commit)) {
      case ConfigurationFiles.Unreadable unreadable ->
          project.misconfigured(Optional.of(commit), List.of(unreadable.problem()));
      case ConfigurationFiles.Found found when found.texts().isEmpty() ->
          project.misconfigured(
              Optional.of(commit), List.of(ConfigurationFiles.missing(project.configBranch())));
      case ConfigurationFiles.Found found -> {
        var reading = ConfigurationReader.read(found.texts());
        yield reading.problems().isEmpty()
            ? project.configured(commit, reading.configuration())
            : project.misconfigured(Optional.of(commit), reading.problems());
      }
    };
  }

  private static Project branchless(Project project) {
    return project.misconfigured(
        Optional.empty(),
        List.of(
            Problem.user(
                "config.no-branch",
                "The config branch '" + project.configBranch() + "' does not exist.",
                Where.of(project.repository().value()),
                "Push it, or connect the project with another config branch.")));
  }

  private Project keep(Project next) {
    return store.write(
        Actor.OPENLUFFY,
        transaction -> {
          var before = transaction.find(ReleaseTables.PROJECT, next.name().value());
          if (before.isPresent() && before.get().equals(next)) {
            return next;
          }
          transaction.put(ReleaseTables.PROJECT, next);
          transaction.record(fact(next));
          return next;
        });
  }

  private static Fact fact(Project project) {
    var good = project.configProblems().isEmpty();
    var commit = project.seenCommit().map(CommitId::hex).orElse("");
    return new Fact(
        good ? "project.configured" : "project.misconfigured",
        "project/" + project.name(),
        good
            ? Map.of("commit", commit)
            : Map.of(
                "commit",
                commit,
                "problems",
                project.configProblems().stream().limit(20).map(Problem::inWords).toList()));
  }

  @Override
  public List<ManifestFile> applicationManifests(ProjectName name) {
    var project = find(name).orElseThrow(() -> new IllegalStateException("no project " + name));
    var found = new ArrayList<ManifestFile>();
    project
        .configCommit()
        .ifPresent(
            commit -> {
              for (var glob : project.configuration().settings().applications()) {
                found.addAll(manifests(project.repository(), commit, glob));
              }
            });
    return found.stream().distinct().limit(MOST_MANIFESTS).toList();
  }

  private List<ManifestFile> manifests(RepositoryUrl repository, CommitId commit, String glob) {
    var folder = new RepositoryPath(Globs.folder(glob));
    if (git.treeId(repository, commit, folder).isEmpty()) {
      return List.of();
    }
    var pattern = Globs.pattern(glob);
    return git.files(repository, commit, folder).stream()
        .filter(file -> pattern.matcher(file.path().value()).matches())
        .filter(file -> !file.isLink() && file.size() <= LARGEST_MANIFEST)
        .flatMap(
            file ->
                git.file(repository, commit, file.path()).stream()
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .map(text -> new ManifestFile(file.path().value(), commit, text)))
        .toList();
  }
}
