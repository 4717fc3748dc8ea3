package io.openluffy.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What transfers and cleanings leave in a repository when their process is killed. */
final class LeftFolders {
  private static final Logger LOG = LoggerFactory.getLogger(LeftFolders.class);

  /** Halves of packs of JGit and of git. */
  private static final Pattern HALF =
      Pattern.compile("(incoming_|gc_|tmp_|tmp-|\\.tmp-|noz).*|.*\\.keep");

  private static final Pattern ANY = Pattern.compile(".*");

  private LeftFolders() {}

  /** Called when nobody has the repository open. */
  static void remove(Path bare) throws IOException {
    removeHalves(bare, Instant.MAX);
  }

  /** What nobody has touched since then. */
  static void removeHalves(Path bare, Instant before) throws IOException {
    var objects = bare.resolve("objects");
    for (var folder : List.of(objects, objects.resolve("pack"))) {
      for (var left : left(folder, HALF, before)) {
        delete(left);
        LOG.atInfo().addKeyValue("left", left).log("Took away what a process that died left");
      }
    }
  }

  static void removeAll(Path folder, Instant before) throws IOException {
    for (var left : left(folder, ANY, before)) {
      delete(left);
    }
  }

  private static List<Path> left(Path folder, Pattern name, Instant before) throws IOException {
    var found = new ArrayList<Path>();
    if (Files.isDirectory(folder)) {
      try (var files = Files.newDirectoryStream(folder)) {
        for (var file : files) {
          if (name.matcher(file.getFileName().toString()).matches() && isOlder(file, before)) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }

  private static boolean isOlder(Path file, Instant before) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** A file or a folder with all that is in it, if it is there. */
  static void delete(Path what) throws IOException {
    if (Files.exists(what)) {
      try (var all = Files.walk(what)) {
        for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
