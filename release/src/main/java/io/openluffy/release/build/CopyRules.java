package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import io.openluffy.release.build.FileTree.Entry;
import io.openluffy.release.build.Recipe.Step.Copy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Works out which file COPY puts where, as the builders do it. */
final class CopyRules {
  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3,4}");

  private CopyRules() {}

  /**
   * The new files by their path in the image.
   *
   * @param from what is copied from: the context or an earlier stage
   * @param into what is there already
   */
  static Map<String, Entry> copied(Copy copy, FileTree from, FileTree into) {
    var sources = new ArrayList<String>();
    for (var source : copy.sources()) {
      sources.addAll(matching(copy, source, from));
    }
    var manyFiles = sources.size() > 1;
    if (manyFiles && !copy.target().endsWith("/")) {
      throw bad(copy, "several sources need a target that ends with '/'.", "").asException();
    }
    var mode = mode(copy);
    var files = new TreeMap<String, Entry>();
    for (var source : sources) {
      if (from.isFolder(source)) {
        folder(copy, source, from, mode, files);
      } else {
        var entry = from.at(source).orElseThrow();
        files.put(target(copy, source, into), entry.with(mode, copy.owner()));
      }
    }
    return files;
  }

  private static void folder(
      Copy copy, String source, FileTree from, Optional<Integer> mode, Map<String, Entry> files) {
    var target = withoutSlash(copy.target());
    var prefix = source.equals("/") ? 0 : source.length();
    from.below(source)
        .forEach(
            (path, entry) ->
                files.put(
                    (target.equals("/") ? "" : target) + path.substring(prefix),
                    entry.with(mode, copy.owner())));
  }

  private static String target(Copy copy, String source, FileTree into) {
    var isFolder = copy.target().endsWith("/") || into.isFolder(copy.target());
    var target = withoutSlash(copy.target());
    return isFolder ? (target.equals("/") ? "" : target) + "/" + Paths.name(source) : target;
  }

  private static List<String> matching(Copy copy, String source, FileTree from) {
    var path = Paths.resolve("/", source);
    if (!Globs.isGlob(source)) {
      if (from.at(path).isEmpty() && !from.isFolder(path)) {
        throw missing(copy, source).asException();
      }
      return List.of(path);
    }
    var pattern = Globs.pattern(path);
    var found =
        from.entries().keySet().stream().filter(known -> pattern.matcher(known).matches()).toList();
    if (found.isEmpty()) {
      throw missing(copy, source).asException();
    }
    return found;
  }

  private static Optional<Integer> mode(Copy copy) {
    copy.mode()
        .filter(mode -> !OCTAL.matcher(mode).matches())
        .ifPresent(
            mode -> {
              throw bad(copy, "--chmod=" + mode + " is not a mode.", "Write it as 755.")
                  .asException();
            });
    return copy.mode().map(mode -> Integer.parseInt(mode, 8) & 0777);
  }

  private static Problem missing(Copy copy, String source) {
    return bad(
        copy,
        "'" + source + "' is not " + copy.from().map(f -> "in " + f).orElse("in the context") + ".",
        copy.from().isPresent()
            ? "The embedded builder sees what the Dockerfile itself put there."
            : "Check the name, the folder in 'context', and .dockerignore.");
  }

  private static Problem bad(Copy copy, String message, String remedy) {
    return copy.instruction().problem("build.bad-copy", message, remedy);
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
