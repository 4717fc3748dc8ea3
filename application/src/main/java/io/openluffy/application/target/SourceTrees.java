package io.openluffy.application.target;

import io.openluffy.application.spec.SourceSpec;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds the smallest folder of a repository that a source's rendering can depend on. */
public final class SourceTrees {
  private final Git git;

  public SourceTrees(Git git) {
    this.git = git;
  }

  /** A folder with its tree id. */
  public record Folder(RepositoryPath path, String tree) {}

  /**
   * The folder of the source itself where that is known to be enough, else the whole repository: a
   * kustomization may name its neighbours, and so may a chart or a link.
   */
  public Folder of(SourceSpec source, CommitId revision) {
    var path = new RepositoryPath(source.path());
    var tree = git.treeId(source.repoUrl(), revision, path);
    if (tree.isEmpty()) {
      throw Problem.user(
              "application.no-such-path",
              "There is no folder '" + source.path() + "' at revision " + revision + ".",
              Where.of(source.repoUrl().value()).field("spec.source.path"),
              "Correct the path, or push the folder.")
          .asException();
    }
    if (path.isRoot() || !looksOutside(source, revision, path)) {
      return new Folder(path, tree.get().hex());
    }
    return root(source.repoUrl(), revision);
  }

  public Folder root(RepositoryUrl url, CommitId revision) {
    var tree = git.treeId(url, revision, RepositoryPath.ROOT).orElseThrow();
    return new Folder(RepositoryPath.ROOT, tree.hex());
  }

  private boolean looksOutside(SourceSpec source, CommitId revision, RepositoryPath path) {
    if (source.kustomize().isPresent() || source.plugin().isPresent()) {
      return true;
    }
    if (source.helm().filter(SourceTrees::namesFilesOutside).isPresent()) {
      return true;
    }
    if (text(source, revision, path.resolve("Chart.yaml"))
        .filter(one -> one.contains("file://../"))
        .isPresent()) {
      return true;
    }
    return git.files(source.repoUrl(), revision, path).stream()
        .anyMatch(file -> file.isLink() || isKustomization(file.path()));
  }

  private static boolean namesFilesOutside(io.openluffy.application.spec.HelmSpec helm) {
    return helm.valueFiles().stream().anyMatch(SourceTrees::leaves)
        || helm.fileParameters().stream().anyMatch(one -> leaves(one.value()));
  }

  private static boolean leaves(String file) {
    return file.contains("..") || file.startsWith("/");
  }

  private static boolean isKustomization(RepositoryPath file) {
    var name = file.name();
    return name.equals("kustomization.yaml")
        || name.equals("kustomization.yml")
        || name.equals("Kustomization");
  }

  private Optional<String> text(SourceSpec source, CommitId revision, RepositoryPath file) {
    return git.file(source.repoUrl(), revision, file)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
