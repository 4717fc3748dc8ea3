package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.release.build.FileTree.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads an exported context; nothing outside of it is ever seen, whatever a link says. */
final class ContextFiles {
  private static final int LARGEST_IGNORE = 1024 * 1024;

  private ContextFiles() {}

  static FileTree read(Path context) {
    try {
      var root = context.toRealPath();
      var ignore = ignore(root);
      var tree = new FileTree();
      try (var walk = Files.walk(root)) {
        for (var path : walk.sorted().toList()) {
          var relative = root.relativize(path).toString();
          if (!relative.isEmpty() && !ignore.hides(relative)) {
            tree.put("/" + relative, entry(root, path, relative));
          }
        }
      }
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dockerignore ignore(Path root) throws IOException {
    var file = root.resolve(".dockerignore");
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.size(file) <= LARGEST_IGNORE
        ? Dockerignore.parse(Files.readString(file, StandardCharsets.ISO_8859_1))
        : Dockerignore.parse("");
  }

  private static Entry entry(Path root, Path path, String relative) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Entry(path, true, 0755, Entry.ROOT);
    }
    var real = Files.isSymbolicLink(path) ? linked(root, path, relative) : path;
    var mode = Files.isExecutable(real) && isExecutable(real) ? 0755 : 0644;
    return new Entry(real, false, mode, Entry.ROOT);
  }

  private static boolean isExecutable(Path file) throws IOException {
    return Files.getPosixFilePermissions(file)
        .contains(java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE);
  }

  /** A link becomes what it points at, which must be a file of the context. */
  private static Path linked(Path root, Path link, String relative) throws IOException {
    Path real;
    try {
      real = link.toRealPath();
    } catch (IOException e) {
      throw bad(relative, "points nowhere").asException(e);
    }
    if (!real.startsWith(root)) {
      throw bad(relative, "leads out of the context").asException();
    }
    if (!Files.isRegularFile(real)) {
      throw bad(relative, "points at a folder, which the embedded builder can't copy")
          .asException();
    }
    return real;
  }

  private static Problem bad(String relative, String what) {
    return Problem.user(
        "build.bad-link",
        "The link " + what + ".",
        Where.of(relative),
        "Put a file in its place, or list it in .dockerignore.");
  }
}
