package io.openluffy.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock files of refs. JGit holds one for the moment in which it writes a ref; a process that is
 * killed just then leaves it, and nobody could ever move that branch again. No ref is called so:
 * git forbids names that end in {@code .lock}.
 */
public final class LeftLocks {
  private static final Logger LOG = LoggerFactory.getLogger(LeftLocks.class);
  private static final String ENDING = ".lock";

  private LeftLocks() {}

  /**
   * Takes away the locks of a repository that have not been touched since then; whoever made a
   * younger one may be at work.
   */
  public static void remove(Path bare, Instant before) throws IOException {
    for (var lock : locks(bare)) {
      try {
        if (Files.getLastModifiedTime(lock).toInstant().isBefore(before)) {
          Files.deleteIfExists(lock);
          LOG.atWarn().addKeyValue("lock", lock).log("Took away the lock of a process that died");
        }
      } catch (NoSuchFileException e) {
        // Whoever held it is done.
      }
    }
  }

  private static List<Path> locks(Path bare) throws IOException {
    var found = new ArrayList<Path>();
    try (var files = Files.newDirectoryStream(bare, "*" + ENDING)) {
      files.forEach(found::add);
    }
    var refs = bare.resolve("refs");
    if (Files.isDirectory(refs)) {
      try (var files = Files.walk(refs)) {
        files
            .filter(file -> file.getFileName().toString().endsWith(ENDING))
            .filter(Files::isRegularFile)
            .forEach(found::add);
      }
    }
    return found;
  }
}
