package io.openluffy.git;

import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/**
 * Writes a folder of a commit to disk. Every name is checked before it becomes a path; links are
 * made last and only if they stay inside, so that nothing is ever written through one.
 */
final class TreeExport {
  private static final int LONGEST_LINK = 4096;

  private final Repository repository;
  private final GitSettings limits;

  TreeExport(Repository repository, GitSettings limits) {
    this.repository = repository;
    this.limits = limits;
  }

  void write(List<TreeFile> files, RepositoryPath directory, Path into) throws IOException {
    requireEmpty(into);
    var total = files.stream().mapToLong(TreeFile::size).sum();
    if (total > limits.exportBytes()) {
      throw GitProblems.tooLarge(
          Where.of(directory.value()), "The folder with " + total + " bytes", limits.exportBytes());
    }
    requireTree(files);
    Files.createDirectories(into);
    var links = new ArrayList<TreeFile>();
    try (var reader = repository.newObjectReader()) {
      for (var file : files) {
        if (file.isLink()) {
          links.add(file);
        } else {
          writeFile(reader, file, into.resolve(below(directory, file.path()).value()));
        }
      }
      for (var link : links) {
        writeLink(reader, link, below(directory, link.path()), into);
      }
    }
    for (var link : links) {
      requireInside(into.resolve(below(directory, link.path()).value()), into, link.path());
    }
  }

  private static void requireEmpty(Path into) throws IOException {
    if (Files.isDirectory(into)) {
      try (var there = Files.list(into)) {
        if (there.findAny().isPresent()) {
          throw new IllegalStateException("An export needs an empty folder, not " + into);
        }
      }
    }
  }

  /** A forged tree may hold one name as a link and as a folder. */
  private static void requireTree(List<TreeFile> files) {
    var names = new HashSet<String>();
    files.forEach(file -> names.add(file.path().value()));
    for (var file : files) {
      var path = file.path().value();
      for (var at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
        if (names.contains(path.substring(0, at))) {
          throw GitProblems.badPath(file.path(), "This name is a file and a folder at once.");
        }
      }
    }
  }

  private static RepositoryPath below(RepositoryPath directory, RepositoryPath path) {
    return directory.isRoot()
        ? path
        : new RepositoryPath(path.value().substring(directory.value().length() + 1));
  }

  private static void writeFile(ObjectReader reader, TreeFile file, Path target)
      throws IOException {
    Files.createDirectories(target.getParent());
    var loader = reader.open(ObjectId.fromString(file.blobId()), Constants.OBJ_BLOB);
    try (var out =
        Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      loader.copyTo(out);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw GitProblems.badPath(
          file.path(), "Two files differ only in case or accents, which this disk can't keep.");
    }
    if (file.isExecutable() && Files.getFileStore(target).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void writeLink(ObjectReader reader, TreeFile link, RepositoryPath at, Path root)
      throws IOException {
    if (link.size() > LONGEST_LINK) {
      throw GitProblems.badPath(link.path(), "The target of this symbolic link is too long.");
    }
    var blob = reader.open(ObjectId.fromString(link.blobId()), Constants.OBJ_BLOB);
    var target = new String(blob.getBytes(), StandardCharsets.UTF_8);
    var place = root.resolve(at.value());
    if (target.indexOf('\0') >= 0
        || target.isEmpty()
        || target.startsWith("/")
        || !place.resolveSibling(target).normalize().startsWith(root)) {
      throw leads(link.path());
    }
    Files.createDirectories(place.getParent());
    Files.createSymbolicLink(place, Path.of(target));
  }

  /** Links over links may lead out though each alone does not; a dangling one is harmless. */
  private static void requireInside(Path link, Path root, RepositoryPath path) throws IOException {
    try {
      if (!link.toRealPath().startsWith(root.toRealPath())) {
        throw leads(path);
      }
    } catch (java.nio.file.NoSuchFileException e) {
      requireHarmless(link, root, path);
    } catch (java.nio.file.FileSystemException e) {
      throw GitProblems.badPath(path, "This symbolic link leads in a circle.");
    }
  }

  /** What a dangling link names must lie inside, so that nobody creates it outside. */
  private static void requireHarmless(Path link, Path root, RepositoryPath path)
      throws IOException {
    var parent = link.resolveSibling(".").toRealPath();
    var target = parent.resolve(Files.readSymbolicLink(link));
    var known = target;
    while (known != null && !Files.exists(known)) {
      known = known.getParent();
    }
    if (known == null || !known.toRealPath().startsWith(root.toRealPath())) {
      throw leads(path);
    }
  }

  private static io.openluffy.kernel.ProblemException leads(RepositoryPath path) {
    return GitProblems.badPath(path, "This symbolic link leads out of its folder.");
  }
}
