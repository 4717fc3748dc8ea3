package io.openluffy.application.target;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ConditionView;
import io.openluffy.application.RenderParameters;
import io.openluffy.application.render.RenderRequest;
import io.openluffy.application.render.Renderer;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.spec.HelmSpec;
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

  /** What the target at these revisions depends on; nothing is rendered for it. */
  public TargetInputs inputs(
      ApplicationName name, ApplicationSpec spec, List<CommitId> revisions, Cluster cluster) {
    var secrets = parameters.of(name);
    var refs = refs(spec, revisions);
    var found = new ArrayList<TargetInputs.Keyed>();
    for (int i = 0; i < spec.sources().size(); i++) {
      var source = spec.sources().get(i);
      if (!source.path().isEmpty()) {
        var folder = trees.of(source, revisions.get(i));
        var at = new SourceAt(name, spec, i, revisions, folder, refs, secrets, cluster.types());
        found.add(new TargetInputs.Keyed(at, keys.of(at)));
      } else if (source.chart().isPresent()) {
        throw charts(source).asException();
      }
    }
    return new TargetInputs(name, spec, cluster, found);
  }

  /** The target at these revisions. Throws when it cannot be rendered. */
  public TargetSet of(
      ApplicationName name, ApplicationSpec spec, List<CommitId> revisions, Cluster cluster) {
    return of(inputs(name, spec, revisions, cluster), false);
  }

  /**
   * @param again whether also what was rendered before is rendered
   */
  public TargetSet of(TargetInputs inputs, boolean again) {
    var manifests = new ArrayList<Manifest>();
    var warnings = new ArrayList<ConditionView>();
    for (var one : inputs.renderings()) {
      var rendering = rendering(one, again);
      manifests.addAll(rendering.manifests());
      rendering.warnings().forEach(text -> warnings.add(warning(text)));
    }
    return normalised(inputs.name(), inputs.spec(), manifests, inputs.cluster()).with(warnings);
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

  private Rendering rendering(TargetInputs.Keyed wanted, boolean again) {
    var known = again ? Optional.<Rendering>empty() : renderings.find(wanted.key());
    if (known.isPresent()) {
      return known.get();
    }
    var begun = System.nanoTime();
    var rendered = render(wanted.at(), wanted.key());
    renders.record(Duration.ofNanos(System.nanoTime() - begun));
    renderings.keep(wanted.key(), wanted.at().name().toString(), rendered);
    return rendered;
  }

  /** The repositories that value files may be taken from, by the name of the reference. */
  private static Map<String, Integer> refs(ApplicationSpec spec, List<CommitId> revisions) {
    var found = new HashMap<String, Integer>();
    for (int i = 0; i < Math.min(spec.sources().size(), revisions.size()); i++) {
      int index = i;
      spec.sources().get(i).ref().ifPresent(ref -> found.put(ref, index));
    }
    return found;
  }

  private Rendering render(SourceAt at, String key) {
    var root = exportFolder();
    try {
      var into = root.resolve("source");
      var folder = at.folder().path();
      git.export(
          at.source().repoUrl(),
          at.revision(),
          folder,
          folder.isRoot() ? into : into.resolve(folder.value()));
      var rendered = renderer.render(request(at, key, into, refs(at, root)));
      return new Rendering(
          rendered.manifests(), rendered.warnings().stream().map(Problem::inWords).toList());
    } finally {
      delete(root);
    }
  }

  private Map<String, Path> refs(SourceAt at, Path root) {
    var exported = new HashMap<String, Path>();
    at.refs()
        .forEach(
            (ref, index) -> {
              var into = root.resolve("ref-" + index);
              var url = at.spec().sources().get(index).repoUrl();
              git.export(url, at.revisions().get(index), RepositoryPath.ROOT, into);
              exported.put(ref, into);
            });
    return exported;
  }

  private static RenderRequest request(SourceAt at, String key, Path root, Map<String, Path> refs) {
    var helmName = at.source().helm().map(HelmSpec::releaseName).filter(one -> !one.isEmpty());
    return new RenderRequest(
        key,
        root,
        new RepositoryPath(at.source().path()),
        refs,
        at.source(),
        helmName.orElse(at.name().name()),
        at.spec().destination().namespace(),
        at.types().kubeVersion(),
        at.types().apiVersions(),
        at.secrets(),
        at.variables());
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
