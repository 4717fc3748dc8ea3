package io.openluffy.application.render;

import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the files that a chart's values come from; none may lie outside of its repository. */
final class ValueFiles {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*");
  private static final Pattern REF = Pattern.compile("\\$([A-Za-z0-9_-]+)(/.*)?", Pattern.DOTALL);

  private final SourceTree tree;
  private final Path chart;
  private final Map<String, Path> refs;
  private final BuildEnvironment environment;

  ValueFiles(SourceTree tree, Path chart, Map<String, Path> refs, BuildEnvironment environment) {
    this.tree = tree;
    this.chart = chart;
    this.refs = refs;
    this.environment = environment;
  }

  /**
   * @param shown the name for messages
   */
  record Found(Path file, String shown) {}

  /** The files that a name or a pattern means, in the order of their paths. */
  List<Found> find(String name, boolean mayBeMissing) {
    var ref = REF.matcher(name);
    var repository = ref.matches() ? refs.get(ref.group(1)) : null;
    if (repository != null) {
      var rest = Optional.ofNullable(ref.group(2)).orElse("");
      return below(repository, relative(environment.substituted(rest)), name, mayBeMissing);
    }
    var plain = environment.substituted(name);
    var scheme = SCHEME.matcher(plain);
    if (scheme.matches()) {
      throw RenderProblems.bad(
          "bad-value-file",
          "The URL scheme '" + scheme.group(1) + "' of a value file is not allowed.",
          Where.of(plain),
          "Commit the file to the repository.");
    }
    return plain.startsWith("/")
        ? in(tree, tree.root(), relative(plain), plain, mayBeMissing)
        : in(tree, chart, plain, plain, mayBeMissing);
  }

  private static List<Found> below(
      Path repository, String path, String name, boolean mayBeMissing) {
    if (path.isEmpty()) {
      throw RenderProblems.bad(
          "bad-value-file",
          "A value file is missing behind the reference.",
          Where.of(name),
          "Write $ref/path/to/values.yaml.");
    }
    var other = SourceTree.of(repository);
    return in(other, other.root(), path, name, mayBeMissing);
  }

  private static String relative(String path) {
    return path.replaceFirst("^/+", "");
  }

  private static List<Found> in(
      SourceTree tree, Path base, String name, String shown, boolean mayBeMissing) {
    if (Glob.isPattern(name)) {
      var found = matching(tree, base, name, shown);
      if (found.isEmpty() && !mayBeMissing) {
        throw missing(shown);
      }
      return found;
    }
    var file = tree.inside(base.resolve(name), "value file '" + shown + "'");
    if (Files.isRegularFile(file)) {
      return List.of(new Found(file, shown));
    }
    if (mayBeMissing) {
      return List.of();
    }
    throw missing(shown);
  }

  private static RuntimeException missing(String shown) {
    return RenderProblems.bad(
        "missing-value-file",
        shown + ": no such file or directory.",
        Where.of(shown),
        "Commit it, correct the name, or set ignoreMissingValueFiles.");
  }

  private static List<Found> matching(SourceTree tree, Path base, String pattern, String shown) {
    int fixed = pattern.lastIndexOf('/', firstSpecial(pattern)) + 1;
    var folder =
        tree.inside(base.resolve(pattern.substring(0, fixed)), "value file '" + shown + "'");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var glob = Glob.strict(pattern.substring(fixed));
    var found = new ArrayList<Found>();
    try (var walk = Files.walk(folder)) {
      for (var file : walk.sorted().toList()) {
        if (glob.matcher(folder.relativize(file).toString()).matches()) {
          var real = tree.inside(file, "value file '" + tree.shown(file) + "'");
          if (Files.isRegularFile(real)) {
            found.add(new Found(real, tree.shown(file)));
          }
        }
      }
    } catch (IOException e) {
      throw RenderProblems.disk("Looking for " + shown, e);
    }
    return found;
  }

  private static int firstSpecial(String pattern) {
    for (int at = 0; at < pattern.length(); at++) {
      if (Glob.isPattern(String.valueOf(pattern.charAt(at)))) {
        return at;
      }
    }
    return pattern.length();
  }
}
