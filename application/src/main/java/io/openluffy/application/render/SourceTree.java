package io.openluffy.application.render;

import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The folder that nothing of a source may leave, neither by name nor through links. */
final class SourceTree {
  private static final int LONGEST_CHAIN = 40;

  private final Path root;

  private SourceTree(Path root) {
    this.root = root;
  }

  static SourceTree of(Path root) {
    try {
      return new SourceTree(root.toRealPath());
    } catch (IOException e) {
      throw RenderProblems.disk("Opening the source", e);
    }
  }

  Path root() {
    return root;
  }

  /** The path for people: relative to the root. */
  String shown(Path path) {
    return path.startsWith(root) ? root.relativize(path).toString() : path.getFileName().toString();
  }

  /**
   * Where a name leads, links followed; the file need not exist.
   *
   * @param what it is, for the message
   */
  Path inside(Path path, String what) {
    var plain = path.normalize();
    if (!plain.startsWith(root) || reachesIntoGit(plain)) {
      throw RenderProblems.outside(what, Where.NOWHERE);
    }
    return followed(path, what).orElse(plain);
  }

  /** The real file; empty if there is none, or a link leads to none. */
  Optional<Path> followed(Path path, String what) {
    try {
      var real = path.toRealPath();
      if (!real.startsWith(root) || reachesIntoGit(real)) {
        throw illegal(what);
      }
      return Optional.of(real);
    } catch (FileSystemException e) {
      requireInsideThoughMissing(path, what);
      return Optional.empty();
    } catch (IOException e) {
      throw RenderProblems.disk("Reading " + what, e);
    }
  }

  private void requireInsideThoughMissing(Path path, String what) {
    var at = path;
    for (int step = 0; Files.isSymbolicLink(at); step++) {
      if (step > LONGEST_CHAIN) {
        throw RenderProblems.bad(
            "too-many-links", what + " has too many links.", Where.of(shown(path)), "Remove them.");
      }
      try {
        at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
      } catch (IOException e) {
        throw RenderProblems.disk("Reading " + what, e);
      }
      if (!at.startsWith(root)) {
        throw illegal(what);
      }
    }
  }

  private static RuntimeException illegal(String what) {
    return RenderProblems.bad(
        "illegal-link",
        "illegal filepath in symlink: " + what + " leads outside of the repository.",
        Where.of(what),
        "Let links lead to files of the repository only.");
  }

  private boolean reachesIntoGit(Path path) {
    for (var part : root.relativize(path)) {
      if (part.toString().toLowerCase(Locale.ROOT).equals(".git")) {
        return true;
      }
    }
    return false;
  }
}
