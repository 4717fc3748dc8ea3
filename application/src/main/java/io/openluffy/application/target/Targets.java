package io.openluffy.application.target;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ConditionView;
import io.openluffy.application.RenderParameter;
import io.openluffy.application.RenderParameters;
import io.openluffy.application.render.RenderRequest;
import io.openluffy.application.render.Renderer;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.spec.NamespaceMetadata;
import io.openluffy.application.spec.SourceSpec;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out what an application wants at given revisions; renders only what was not rendered yet.
 */
public final class Targets {
  /** Applications of one repository share a look at it. */
  private static final Duration RECENT = Duration.ofSeconds(45);

  private final Git git;
  private final Renderer renderer;
  private final RenderParameters parameters;
  private final Renderings renderings;
  private final SourceTrees trees;
  private final RenderKeys keys;
  private final Timer renders;
  private final Map<RepositoryUrl, Instant> fetched = new ConcurrentHashMap<>();
  private final Path work;
  private final InstantSource time;

  /**
   * @param work a folder for exported sources; what is left in it may be deleted
   */
  public Targets(
      Git git,
      Renderer renderer,
      RenderParameters parameters,
      Renderings renderings,
      Path work,
      InstantSource time,
      MeterRegistry meters) {
    this.git = git;
    this.renderer = renderer;
    this.parameters = parameters;
    this.renderings = renderings;
    this.trees = new SourceTrees(git);
    this.keys = new RenderKeys(renderer.version(), trees);
    this.renders =
        Timer.builder("openluffy.application.render")
            .description("How long renderings take; what is known already is not rendered")
            .register(meters);
    this.work = work;
    this.time = time;
  }

  /** The commits that the sources' revisions stand for now, one per source. */
  public List<CommitId> resolve(ApplicationSpec spec, Fetching fetching, List<String> instead) {
    var found = new ArrayList<CommitId>();
    for (int i = 0; i < spec.sources().size(); i++) {
      var source = spec.sources().get(i);
      fetch(source.repoUrl(), fetching);
      var wanted =
          i < instead.size() && !instead.get(i).isEmpty()
              ? instead.get(i)
              : source.targetRevision();
      found.add(
          git.resolve(source.repoUrl(), wanted)
              .orElseThrow(() -> unknown(source, wanted).asException()));
    }
    return found;
  }

  private void fetch(RepositoryUrl url, Fetching fetching) {
    var now = time.instant();
    boolean recent =
        Optional.ofNullable(fetched.get(url))
            .filter(at -> at.plus(RECENT).isAfter(now))
            .isPresent();
    if (fetching == Fetching.ALWAYS || (fetching == Fetching.UNLESS_RECENT && !recent)) {
      git.fetch(url);
      fetched.put(url, now);
    }
  }

  private static Problem unknown(SourceSpec source, String revision) {
    return Problem.user(
        "application.unknown-revision",
        "The repository has no revision '" + revision + "'.",
        Where.of(source.repoUrl().value()).field("spec.source.targetRevision"),
        "Name a branch, a tag or a commit that exists.");
  }

  /** The target at these revisions. Throws when it cannot be rendered. */
  public TargetSet of(
      ApplicationName name,
      ApplicationSpec spec,
      List<CommitId> revisions,
      Cluster cluster,
      boolean again) {
    var secrets = parameters.of(name);
    var manifests = new ArrayList<Manifest>();
    var warnings = new ArrayList<ConditionView>();
    for (int i = 0; i < spec.sources().size(); i++) {
      var source = spec.sources().get(i);
      if (source.path().isEmpty()) {
        if (source.chart().isPresent()) {
          throw charts(source).asException();
        }
        continue;
      }
      var rendering = source(name, spec, revisions, i, secrets, cluster.types(), again);
      manifests.addAll(rendering.manifests());
      rendering.warnings().forEach(one -> warnings.add(warning(one)));
    }
    return normalised(name, spec, manifests, cluster).with(warnings);
  }

  private ConditionView warning(String text) {
    return new ConditionView(ConditionView.RENDER_WARNING, text, time.instant());
  }

  /** A target made of objects that were rendered before. */
  public TargetSet normalised(
      ApplicationName name, ApplicationSpec spec, List<Manifest> rendered, Cluster cluster) {
    var types = cluster.types();
    var target =
        TargetRules.of(
            name,
            spec.destination().namespace(),
            rendered,
            gvk -> types.find(gvk).filter(type -> !type.namespaced()).isPresent(),
            time.instant());
    // The labels of a namespace that the sync makes are part of what it brings about.
    return NamespaceMetadata.managed(spec)
        .map(metadata -> target.withId(Digests.of(target.id() + "\n" + metadata.json())))
        .orElse(target);
  }

  private static Problem charts(SourceSpec source) {
    return Problem.user(
        "application.chart-source",
        "Charts of a Helm repository are not read yet: " + source.chart().orElse("") + ".",
        Where.of(source.repoUrl().value()).field("spec.source.chart"),
        "Put the chart, or a chart that depends on it, in a git repository.");
  }

  private Rendering source(
      ApplicationName name,
      ApplicationSpec spec,
      List<CommitId> revisions,
      int index,
      List<RenderParameter> secrets,
      ResourceTypes types,
      boolean again) {
    var source = spec.sources().get(index);
    var folder = trees.of(source, revisions.get(index));
    var refs = refs(spec, revisions);
    var key = keys.of(name, spec, index, revisions, folder, refs, secrets, types);
    var known = again ? Optional.<Rendering>empty() : renderings.find(key);
    if (known.isPresent()) {
      return known.get();
    }
    var begun = System.nanoTime();
    var rendered = render(name, spec, index, revisions, folder, refs, secrets, types);
    renders.record(Duration.ofNanos(System.nanoTime() - begun));
    renderings.keep(key, name.toString(), rendered);
    return rendered;
  }

  /** The repositories that value files may be taken from, by the name of the reference. */
  private Map<String, Integer> refs(ApplicationSpec spec, List<CommitId> revisions) {
    var found = new HashMap<String, Integer>();
    for (int i = 0; i < Math.min(spec.sources().size(), revisions.size()); i++) {
      int index = i;
      spec.sources().get(i).ref().ifPresent(ref -> found.put(ref, index));
    }
    return found;
  }

  private Rendering render(
      ApplicationName name,
      ApplicationSpec spec,
      int index,
      List<CommitId> revisions,
      SourceTrees.Folder folder,
      Map<String, Integer> refs,
      List<RenderParameter> secrets,
      ResourceTypes types) {
    var source = spec.sources().get(index);
    var root = exportFolder();
    try {
      var into = root.resolve("source");
      git.export(
          source.repoUrl(),
          revisions.get(index),
          folder.path(),
          folder.path().isRoot() ? into : into.resolve(folder.path().value()));
      var exported = new HashMap<String, Path>();
      refs.forEach(
          (ref, at) -> {
            var refPath = root.resolve("ref-" + at);
            git.export(
                spec.sources().get(at).repoUrl(), revisions.get(at), RepositoryPath.ROOT, refPath);
            exported.put(ref, refPath);
          });
      var helmName = source.helm().map(helm -> helm.releaseName()).filter(one -> !one.isEmpty());
      var rendered =
          renderer.render(
              new RenderRequest(
                  into,
                  new RepositoryPath(source.path()),
                  exported,
                  source,
                  helmName.orElse(name.name()),
                  spec.destination().namespace(),
                  types.kubeVersion(),
                  types.apiVersions(),
                  secrets,
                  RenderKeys.variables(name, spec, revisions.get(index))));
      return new Rendering(
          rendered.manifests(), rendered.warnings().stream().map(Problem::inWords).toList());
    } finally {
      delete(root);
    }
  }

  private Path exportFolder() {
    try {
      Files.createDirectories(work);
      return Files.createTempDirectory(work, "source-");
    } catch (IOException e) {
      throw Problem.world(
              "application.no-work-folder",
              "The folder for sources can't be written: " + e.getMessage(),
              Where.of(work.toString()),
              "Free space there, or make it writable.")
          .asException(e);
    }
  }

  private static void delete(Path folder) {
    try (var walk = Files.walk(folder)) {
      for (var path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
