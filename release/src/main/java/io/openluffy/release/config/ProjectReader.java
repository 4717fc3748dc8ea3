package io.openluffy.release.config;

import io.openluffy.git.RepositoryPath;
import io.openluffy.release.ProjectSettings;
import java.util.ArrayList;

/** Reads the spec of a Project. */
final class ProjectReader {
  private ProjectReader() {}

  static ProjectSettings read(Section spec) {
    var globs = new ArrayList<String>();
    spec.optional("applications")
        .ifPresent(
            value ->
                value
                    .items()
                    .forEach(
                        item ->
                            item.text().filter(text -> isGlob(item, text)).ifPresent(globs::add)));
    spec.done();
    return new ProjectSettings(globs);
  }

  private static boolean isGlob(Value item, String text) {
    var wrong =
        text.isBlank()
            || text.length() > 500
            || text.matches(".*[\\[\\]{}\\\\].*")
            || RepositoryPath.problem(text.replace("*", "x").replace("?", "x")).isPresent();
    if (wrong) {
      item.problem(
          "config.bad-path",
          Texts.quoted(text) + " is not a pattern for files inside the repository.",
          "Write it as 'argocd/*.yaml'; '**' goes through folders.");
    }
    return !wrong;
  }
}
