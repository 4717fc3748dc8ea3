package io.openluffy.server.journey;

import io.openluffy.git.Author;
import io.openluffy.git.Commit;
import io.openluffy.git.CommitId;
import io.openluffy.git.Edit;
import io.openluffy.git.FileEdit;
import io.openluffy.git.InMemoryGit;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.git.Revert;
import io.openluffy.playground.sample.SampleProject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The sample project's repository at its git host, as Ada sees it who writes to it. */
public final class SampleRepository {
  private static final RepositoryUrl URL = Names.REPOSITORY;
  private static final Author ADA = new Author("ada", "ada@openluffy.example");

  private final InMemoryGit git;
  private final SampleProject sample;

  /**
   * @param git tells the server nothing
   */
  SampleRepository(InMemoryGit git) {
    this.git = git;
    sample = new SampleProject(git, URL);
  }

  void begin() {
    sample.layOut(ADA);
  }

  /** Another headline of the page. */
  public Commit commit(String branch, String headline) {
    return sample.changeHeadline(ADA, branch, headline);
  }

  public Commit commit(String branch, String message, Map<String, String> files) {
    return git.commitFiles(URL, branch, ADA, message, files);
  }

  public Commit remove(String branch, String message, String path) {
    var gone = new FileEdit(new RepositoryPath(path), before -> Optional.empty());
    return git.edit(URL, new Edit(branch, ADA, message, Map.of(), List.of(gone)));
  }

  /**
   * What is on develop comes to main, but for what main alone says: prod's values and the rules.
   */
  public Commit merge() {
    var files = new TreeMap<>(files("develop"));
    files.remove(Names.values("prod"));
    files.keySet().removeIf(path -> path.startsWith(".openluffy/"));
    return commit("main", "Merge develop", files);
  }

  /** {@code git revert}. */
  public Commit revert(String branch, Commit bad) {
    var message = "Revert " + bad.id().abbreviated();
    return git.revert(
        URL, new Revert(branch, ADA, message, Map.of(), Optional.empty(), bad.id(), List.of()));
  }

  public boolean has(String branch) {
    return git.branches(URL).containsKey(branch);
  }

  public CommitId head(String branch) {
    return git.resolve(URL, branch).orElseThrow();
  }

  /** The newest commits of a branch, newest first. */
  public List<Commit> log(String branch, int limit) {
    return git.log(URL, Optional.empty(), head(branch), Optional.empty(), limit);
  }

  /** How many commits of a branch carry this trailer. */
  public long commits(String branch, String trailer, String value) {
    return log(branch, 1000).stream()
        .filter(commit -> value.equals(commit.trailers().get(trailer)))
        .count();
  }

  public String file(String branch, String path) {
    var text = git.file(URL, head(branch), new RepositoryPath(path)).orElseThrow();
    return new String(text, StandardCharsets.UTF_8);
  }

  /** All files of a branch, by path. */
  public Map<String, String> files(String branch) {
    var files = new LinkedHashMap<String, String>();
    for (var file : git.files(URL, head(branch), RepositoryPath.ROOT)) {
      files.put(file.path().value(), file(branch, file.path().value()));
    }
    return files;
  }
}
