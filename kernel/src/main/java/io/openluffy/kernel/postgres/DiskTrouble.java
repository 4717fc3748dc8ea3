package io.openluffy.kernel.postgres;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;

/** Puts what a disk complains about into words that say what to do. */
final class DiskTrouble {
  private DiskTrouble() {}

  static Problem of(Path place, IOException trouble) {
    var text = String.valueOf(trouble.getMessage()).toLowerCase(Locale.ROOT);
    var where = Where.of(place.toString());
    if (text.contains("no space left") || text.contains("quota exceeded")) {
      return Problem.world(
          "store.disk-full",
          "The disk is full.",
          where,
          "Make room (the database needs about 200 MiB), or choose another folder with --home.");
    }
    if (text.contains("read-only file system")) {
      return Problem.user(
          "store.read-only",
          "The folder is on a read-only file system.",
          where,
          "Choose a folder that can be written to with --home.");
    }
    if (trouble instanceof AccessDeniedException || text.contains("permission denied")) {
      return Problem.user(
          "store.no-permission",
          "The folder may not be written to by this user.",
          where,
          "Choose another folder with --home, or change its owner.");
    }
    return Problem.world(
        "store.disk",
        "The folder can't be used: %s.".formatted(trouble.getMessage()),
        where,
        "Choose another folder with --home.");
  }
}
