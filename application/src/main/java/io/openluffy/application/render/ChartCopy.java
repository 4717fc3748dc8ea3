package io.openluffy.application.render;

import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Copies a chart into a private folder: links become what they lead to, which must lie in the
 * repository; every file passes the rewrite, also those of packed subcharts.
 */
final class ChartCopy {
  private static final String CHART = "Chart.yaml";
  private static final int DEEPEST = 32;

  private final SourceTree tree;
  private final RenderLimits limits;
  private final ChartRewrite rewrite;
  private final CopyBudget budget;

  ChartCopy(SourceTree tree, RenderLimits limits, ChartRewrite rewrite) {
    this.tree = tree;
    this.limits = limits;
    this.rewrite = rewrite;
    this.budget = new CopyBudget(limits);
  }

  void copy(Path chart, Path into) {
    try {
      var names = copyChart(chart, into, true, 0);
      for (var dependency : Dependencies.of(into, limits, tree.shown(chart.resolve(CHART)))) {
        if (!names.contains(dependency.name())) {
          fetch(dependency, chart, into);
        }
      }
    } catch (IOException e) {
      throw RenderProblems.disk("Copying the chart " + tree.shown(chart), e);
    }
  }

  /** A chart of the same repository is taken from there; nothing comes over the network. */
  private void fetch(Dependencies.Dependency dependency, Path chart, Path into) throws IOException {
    var local = dependency.localPath();
    var from = local.map(path -> tree.inside(chart.resolve(path), "dependency " + path));
    if (from.isEmpty() || !Files.isRegularFile(from.get().resolve(CHART))) {
      throw RenderProblems.bad(
          "missing-dependency",
          "found in Chart.yaml, but missing in charts/ directory: " + dependency.name() + ".",
          Where.of(tree.shown(chart.resolve(CHART))).field("dependencies"),
          "Run 'helm dependency build' and commit charts/: dependencies are not fetched while"
              + " rendering.");
    }
    copyChart(from.get(), into.resolve("charts").resolve(dependency.name()), false, 1);
  }

  /** The names of the subcharts in it. */
  private Set<String> copyChart(Path chart, Path into, boolean isRoot, int depth)
      throws IOException {
    var names = new HashSet<String>();
    copyFolder(chart, "", into, names, depth);
    for (var added : rewrite.added(isRoot).entrySet()) {
      var file = into.resolve(added.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, added.getValue());
    }
    return names;
  }

  private void copyFolder(Path folder, String below, Path into, Set<String> names, int depth)
      throws IOException {
    requireShallow(depth, folder);
    Files.createDirectories(into.resolve(below));
    try (var listed = Files.list(folder)) {
      for (var entry : listed.sorted().toList()) {
        var name = entry.getFileName().toString();
        var real = name.equals(".git") ? java.util.Optional.<Path>empty() : real(entry);
        if (real.isEmpty()) {
          continue;
        }
        var path = below.isEmpty() ? name : below + "/" + name;
        if (!Files.isDirectory(real.get())) {
          copyFile(real.get(), path, into, names);
        } else if (below.equals("charts") && Files.isRegularFile(real.get().resolve(CHART))) {
          copyChart(real.get(), into.resolve(path), false, depth + 1);
          names.add(nameOf(Files.readAllBytes(real.get().resolve(CHART)), name));
        } else {
          copyFolder(real.get(), path, into, names, depth + 1);
        }
      }
    }
  }

  private java.util.Optional<Path> real(Path entry) {
    return tree.followed(entry, "chart contains out-of-bounds symlinks: " + tree.shown(entry));
  }

  private void copyFile(Path file, String path, Path into, Set<String> names) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    budget.take(Files.size(file), tree.shown(file));
    var content = Files.readAllBytes(file);
    var isArchive = path.startsWith("charts/") && path.endsWith(".tgz");
    Files.write(
        into.resolve(path),
        isArchive ? repacked(content, tree.shown(file), names, 1) : rewrite.file(path, content));
  }

  /** The archive with its files rewritten, archives in it likewise. */
  private byte[] repacked(byte[] packed, String shown, Set<String> names, int depth)
      throws IOException {
    requireShallow(depth, Path.of(shown));
    var files = new LinkedHashMap<String, byte[]>();
    for (var file : new ChartArchive(shown, budget).read(packed).entrySet()) {
      var path = file.getKey();
      var inner = innermost(path);
      var content = file.getValue();
      if (inner.matches("charts/[^/]+\\.tgz")) {
        content = repacked(content, shown + "!" + path, new HashSet<>(), depth + 1);
      } else if (inner.equals(CHART)) {
        addTo(files, path.substring(0, path.length() - CHART.length()));
        if (path.indexOf('/') == path.length() - CHART.length() - 1) {
          names.add(nameOf(content, path.substring(0, path.indexOf('/'))));
        }
      }
      files.put(path, rewrite.file(inner, content));
    }
    return rewrite.changesFiles() ? ChartArchive.write(files) : packed;
  }

  private void addTo(Map<String, byte[]> files, String chart) {
    rewrite
        .added(false)
        .forEach((path, text) -> files.put(chart + path, text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The path inside the subchart that it belongs to: {@code a/charts/b/templates/x} → templates/x.
   */
  private static String innermost(String path) {
    var inner = path.substring(path.indexOf('/') + 1);
    while (inner.matches("charts/[^/]+/.+")) {
      inner = inner.substring(inner.indexOf('/', "charts/".length()) + 1);
    }
    return inner;
  }

  private String nameOf(byte[] chartYaml, String otherwise) {
    return Dependencies.nameOf(new String(chartYaml, StandardCharsets.UTF_8), limits)
        .orElse(otherwise);
  }

  private void requireShallow(int depth, Path at) {
    if (depth > DEEPEST) {
      throw RenderProblems.tooMuch(
          "The nesting of folders", DEEPEST + " levels", Where.of(tree.shown(at)));
    }
  }
}
