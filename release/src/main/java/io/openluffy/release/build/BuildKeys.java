package io.openluffy.release.build;

import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.release.ImageSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Names everything an image is made of: its files, its Dockerfile, its arguments, its bases. */
public final class BuildKeys {
  /** Changes when the same input would be built into something else. */
  private static final String GENERATION = "2";

  private final Git git;
  private final Registry registry;

  public BuildKeys(Git git, Registry registry) {
    this.git = git;
    this.registry = registry;
  }

  /**
   * The key, or a {@link io.openluffy.kernel.ProblemException} with the line that is wrong.
   *
   * @param leftOut files that promotions write; they are no reason to build again
   */
  public String key(
      RepositoryUrl repository, CommitId commit, ImageSpec image, List<RepositoryPath> leftOut) {
    var tree =
        git.treeId(repository, commit, image.context())
            .orElseThrow(() -> noContext(image).asException());
    var written = leftOut.stream().anyMatch(image.context()::contains);
    var source = written ? git.contentId(repository, commit, leftOut).hex() : tree.hex();
    var text = dockerfile(repository, commit, image);
    var graph = graph(image, text);
    var parts = new ArrayList<>(List.of(GENERATION, source, text, image.target().orElse("")));
    new TreeMap<>(image.args()).forEach((name, value) -> parts.addAll(List.of(name, value)));
    for (var base : graph.images()) {
      var digest = registry.digest(base).orElseThrow(() -> noBase(image, base).asException());
      parts.addAll(List.of(base.toString(), digest));
    }
    return Digests.ofAll(parts);
  }

  private String dockerfile(RepositoryUrl repository, CommitId commit, ImageSpec image) {
    return git.file(repository, commit, path(image))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElseThrow(() -> noDockerfile(image).asException());
  }

  static RepositoryPath path(ImageSpec image) {
    return image.context().resolve(image.dockerfile().value());
  }

  /** The stages that matter; throws the first thing that is wrong with the Dockerfile. */
  static StageGraph graph(ImageSpec image, String text) {
    var reading = DockerfileReader.read(path(image).value(), text);
    reading.problems().stream()
        .findFirst()
        .ifPresent(
            problem -> {
              throw problem.asException();
            });
    var graph = StageGraph.of(reading.dockerfile(), image.target(), image.args());
    graph.problems().stream()
        .findFirst()
        .ifPresent(
            problem -> {
              throw problem.asException();
            });
    return graph;
  }

  private static Problem noContext(ImageSpec image) {
    return Problem.user(
        "build.no-context",
        "The context of the image '" + image.name() + "' is not a folder of this revision.",
        Where.of(image.context().isRoot() ? "." : image.context().value()),
        "Push the folder, or change 'context' in the pipeline.");
  }

  private static Problem noDockerfile(ImageSpec image) {
    return Problem.user(
        "build.no-dockerfile",
        "There is no Dockerfile for the image '" + image.name() + "'.",
        Where.of(path(image).value()),
        "Push it, or name it in 'dockerfile', relative to the context.");
  }

  private static Problem noBase(ImageSpec image, ImageReference base) {
    return Problem.user(
        "build.no-base",
        "The base image " + base + " does not exist.",
        Where.of(path(image).value()),
        "Check its name and tag, and that we may read it.");
  }
}
