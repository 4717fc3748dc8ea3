package io.openluffy.application.render;

import io.openluffy.application.spec.KustomizeSpec;
import io.openluffy.kernel.Where;
import java.nio.file.Path;
import java.util.List;

/** Renders an overlay with {@code kustomize}, or with {@code kubectl}, which has it inside. */
final class KustomizeSource {
  private static final int LONGEST = 4_000;

  private final RenderSettings settings;
  private final Turns turns;

  KustomizeSource(RenderSettings settings, Turns turns) {
    this.settings = settings;
    this.turns = turns;
  }

  String version() {
    return settings.kustomize().map(binary -> "kustomize " + binary).orElse("no kustomize");
  }

  Rendered render(SourceTree tree, Path overlay, RenderRequest request, KustomizeSpec spec) {
    var binary = binary(tree, overlay);
    requireNoVersion(spec, tree.shown(overlay));
    var guard = new KustomizationGuard(tree, settings.limits());
    guard.check(overlay);
    try (var folder = PrivateFolder.in(settings.work())) {
      var at = edited(tree, overlay, request, spec, folder, guard);
      var reader = new ManifestReader(settings.limits());
      reader.readYaml(build(binary, at, folder, tree, overlay, request.key()), tree.shown(overlay));
      return new Rendered(reader.found(), List.of());
    }
  }

  private Path binary(SourceTree tree, Path overlay) {
    return settings
        .kustomize()
        .orElseThrow(
            () ->
                RenderProblems.bad(
                    "no-kustomize",
                    "This source needs Kustomize, and neither kustomize nor kubectl was found.",
                    Where.of(tree.shown(overlay)),
                    "Install kustomize or kubectl on the server's PATH and start it again."));
  }

  private static void requireNoVersion(KustomizeSpec spec, String shown) {
    if (!spec.version().isEmpty()) {
      throw RenderProblems.bad(
          "kustomize-version",
          "kustomize version " + spec.version() + " is not registered.",
          Where.of(shown),
          "Remove kustomize.version; the installed one is used.");
    }
  }

  /** Where to build: the source as it is, or a copy in which the spec's options are written. */
  private Path edited(
      SourceTree tree,
      Path overlay,
      RenderRequest request,
      KustomizeSpec spec,
      PrivateFolder folder,
      KustomizationGuard guard) {
    var file = guard.file(overlay);
    var kustomization = guard.read(file);
    var edits = new KustomizationEdits(kustomization, tree.shown(file), request);
    edits.apply(spec, present -> tree.followed(overlay.resolve(present), present).isPresent());
    if (!edits.changed()) {
      return overlay;
    }
    guard.check(kustomization, overlay, file);
    var copy = folder.path().resolve("source");
    new TreeCopy(tree, settings.limits()).copy(copy);
    var at = copy.resolve(tree.root().relativize(overlay));
    TreeCopy.replace(at.resolve(file.getFileName()), kustomization.toString());
    return at;
  }

  private String build(
      Path binary, Path at, PrivateFolder folder, SourceTree tree, Path overlay, String key) {
    var verb = binary.getFileName().toString().startsWith("kubectl") ? "kustomize" : "build";
    try (var turn = turns.take(key)) {
      return new ToolRun("kustomize", folder, settings.limits(), turn)
          .run(List.of(binary.toString(), verb, at.toString()), folder.path());
    } catch (ToolFailure e) {
      throw RenderProblems.bad(
          "kustomize",
          shown(e.words(), folder, tree),
          Where.of(tree.shown(overlay)),
          "Correct the overlay.");
    }
  }

  private static String shown(String words, PrivateFolder folder, SourceTree tree) {
    var plain =
        words
            .replaceAll("(?m)^# Warning: .*$", "")
            .replaceFirst("(?i)^\\s*error: ", "")
            .replace(folder.path().resolve("source").toString(), "")
            .replace(folder.path().toString(), "")
            .replace(tree.root().toString(), "")
            .strip();
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
  }
}
