package io.openluffy.release.intake;

import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
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

  /** By path; empty if there is no configuration at all. */
  Map<String, String> at(RepositoryUrl repository, CommitId commit) {
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
