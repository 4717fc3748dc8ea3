package io.openluffy.application.render;

import io.openluffy.kernel.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** A copy of a source tree in which single files can be replaced; the others are linked to. */
final class TreeCopy {
  private final SourceTree tree;
  private final CopyBudget budget;

  TreeCopy(SourceTree tree, RenderLimits limits) {
    this.tree = tree;
    this.budget = new CopyBudget(limits);
  }

  void copy(Path into) {
    try {
      Files.walkFileTree(
          tree.root(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              if (folder.endsWith(".git")) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              Files.createDirectories(into.resolve(tree.root().relativize(folder)));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              place(file, into.resolve(tree.root().relativize(file)), attributes);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw RenderProblems.disk("Copying the source", e);
    }
  }

  /** Links are resolved, so that none in the copy leads back; those that lead out are left out. */
  private void place(Path file, Path target, BasicFileAttributes attributes) throws IOException {
    if (attributes.isSymbolicLink()) {
      var real = real(file);
      if (real.isPresent()) {
        var to = tree.root().relativize(real.get());
        var from = tree.root().relativize(file.getParent());
        Files.createSymbolicLink(target, Path.of("./" + from.relativize(to)));
      }
      return;
    }
    budget.take(attributes.size(), tree.shown(file));
    try {
      Files.createLink(target, file);
    } catch (IOException | UnsupportedOperationException _) {
      Files.copy(file, target);
    }
  }

  private Optional<Path> real(Path link) {
    try {
      return tree.followed(link, tree.shown(link));
    } catch (ProblemException _) {
      return Optional.empty();
    }
  }

  /** Never writes through a link to the original. */
  static void replace(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw RenderProblems.disk("Writing " + file.getFileName(), e);
    }
  }
}
