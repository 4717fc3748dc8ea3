package io.openluffy.application.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** A folder that only we may enter and that is gone afterwards. */
final class PrivateFolder implements AutoCloseable {
  private final Path path;

  private PrivateFolder(Path path) {
    this.path = path;
  }

  static PrivateFolder in(Path work) {
    try {
      Files.createDirectories(work);
      var posix = Files.getFileStore(work).supportsFileAttributeView("posix");
      var path = Files.createTempDirectory(work.toRealPath(), "render-");
      if (posix) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      }
      return new PrivateFolder(path);
    } catch (IOException e) {
      throw RenderProblems.disk("Making a folder below " + work, e);
    }
  }

  Path path() {
    return path;
  }

  Path folder(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw RenderProblems.disk("Making the folder " + name, e);
    }
  }

  Path file(String name, String text) {
    try {
      return Files.writeString(path.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw RenderProblems.disk("Writing " + name, e);
    }
  }

  @Override
  public void close() {
    try (var walk = Files.walk(path)) {
      for (var one : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException | java.io.UncheckedIOException _) {
      // A killed tool may still hold a file; the work folder is emptied at the next start.
    }
  }
}
