package io.openluffy.release.intake;

import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Blame;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.release.config.ConfigurationReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Reads the files of {@code .openluffy/} at a revision. */
final class ConfigurationFiles {
  private static final RepositoryPath FOLDER = new RepositoryPath(ConfigurationReader.FOLDER);
  private static final long LARGEST = 1024 * 1024;

  private final Git git;

  ConfigurationFiles(Git git) {
    this.git = git;
  }

  /** What a revision holds. */
  sealed interface Answer {}

  /** By path; empty if there is no configuration at all. */
  record Found(Map<String, String> texts) implements Answer {}

  /** The tree itself is wrong, such as a name that no file may have: no retry makes it better. */
  record Unreadable(Problem problem) implements Answer {}

  Answer at(RepositoryUrl repository, CommitId commit) {
    try {
      return new Found(texts(repository, commit));
    } catch (ProblemException e) {
      if (e.problem().blame() != Blame.USER) {
        throw e;
      }
      return new Unreadable(e.problem());
    }
  }

  private Map<String, String> texts(RepositoryUrl repository, CommitId commit) {
    var files = new TreeMap<String, String>();
    if (git.treeId(repository, commit, FOLDER).isEmpty()) {
      return files;
    }
    for (var file : git.files(repository, commit, FOLDER)) {
      var path = file.path().value();
      if (ConfigurationReader.isConfiguration(path) && !file.isLink()) {
        files.put(
            path, file.size() > LARGEST ? tooLarge(file.size()) : text(repository, commit, path));
      }
    }
    return files;
  }

  /** As long as the file: the reader refuses it for its size. */
  private static String tooLarge(long size) {
    return " ".repeat((int) Math.min(size, LARGEST));
  }

  private String text(RepositoryUrl repository, CommitId commit, String path) {
    return git.file(repository, commit, new RepositoryPath(path))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  static Problem missing(String branch) {
    return Problem.user(
        "config.missing",
        "There is no configuration on the branch '" + branch + "'.",
        Where.of(ConfigurationReader.FOLDER),
        "Add "
            + ConfigurationReader.FOLDER
            + "/openluffy.yaml with a Pipeline and its Environments.");
  }
}
