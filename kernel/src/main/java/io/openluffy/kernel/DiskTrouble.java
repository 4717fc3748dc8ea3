package io.openluffy.kernel;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** Puts what a disk complains about into words that say what to do. */
public final class DiskTrouble {
  private DiskTrouble() {}

  /**
   * @param place the folder or file that could not be used
   */
  public static Problem of(Path place, Exception trouble) {
    var text = String.valueOf(trouble.getMessage()).toLowerCase(Locale.ROOT);
    var where = Where.of(place.toString());
    if (text.contains("no space left") || text.contains("quota exceeded")) {
      return Problem.world(
          "disk.full",
          "The disk is full.",
          where,
          "Make room (a new home needs about 200 MiB), or choose another folder with --home.");
    }
    if (trouble instanceof ReadOnlyFileSystemException || text.contains("read-only file system")) {
      return Problem.user(
          "disk.read-only",
          "The file system can only be read.",
          where,
          "Choose a folder that can be written to with --home.");
    }
    if (trouble instanceof AccessDeniedException
        || text.contains("permission denied")
        || text.contains("operation not permitted")) {
      return Problem.user(
          "disk.no-permission",
          "This user may not write here.",
          where,
          "Choose another folder with --home, or change its owner.");
    }
    if (trouble instanceof FileAlreadyExistsException
        || trouble instanceof NotDirectoryException
        || text.contains("not a directory")) {
      return Problem.user(
          "disk.no-folder", "This is no folder.", where, "Choose a folder with --home.");
    }
    return Problem.world(
        "disk.unusable",
        "It can't be used: %s.".formatted(trouble.getMessage()),
        where,
        "Choose another folder with --home.");
  }

  public static ProblemException thrown(Path place, IOException trouble) {
    return of(place, trouble).asException(trouble);
  }
}
