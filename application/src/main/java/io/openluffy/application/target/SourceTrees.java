package io.openluffy.application.target;

import io.openluffy.application.spec.SourceSpec;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the smallest folder of a repository that a source's rendering can depend on. */
public final class SourceTrees {
  private static final int HELD = 4_000;

  /** What of a cluster a source's rendering can depend on. */
  enum Asks {
    NOTHING,
    VERSION,
    KINDS
  }

  private final Git git;
  private final Map<String, Asks> asks = new ConcurrentHashMap<>();

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

  /** Only charts ask, and few of them which kinds there are: a new definition is no new target. */
  Asks asksCluster(SourceSpec source, Folder folder, CommitId revision) {
    if (asks.size() > HELD) {
      asks.clear();
    }
    return asks.computeIfAbsent(
        folder.tree() + " " + source.path() + " " + source.helm().isPresent(),
        _ -> look(source, folder, revision));
  }

  private Asks look(SourceSpec source, Folder folder, CommitId revision) {
    var path = new RepositoryPath(source.path());
    boolean chart =
        source.helm().isPresent() || text(source, revision, path.resolve("Chart.yaml")).isPresent();
    if (!chart) {
      return source.plugin().isPresent() ? Asks.KINDS : Asks.NOTHING;
    }
    boolean wholeRepository = folder.path().isRoot() && !path.isRoot();
    boolean kinds =
        wholeRepository
            || git.files(source.repoUrl(), revision, path).stream()
                .anyMatch(file -> asksForKinds(source, revision, file.path()));
    return kinds ? Asks.KINDS : Asks.VERSION;
  }

  private boolean asksForKinds(SourceSpec source, CommitId revision, RepositoryPath file) {
    if (file.name().endsWith(".tgz")) {
      return true;
    }
    return file.value().contains("templates/")
        && text(source, revision, file).filter(one -> one.contains("Capabilities")).isPresent();
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
