package io.openluffy.playground.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files that are either whole or absent, whenever the process or the machine dies: a
 * temporary file, fsync, an atomic rename, fsync of the folder.
 */
final class DurableFiles {
  private DurableFiles() {}

  static void write(Path target, byte[] content) throws IOException {
    Files.createDirectories(parent(target));
    var temporary = target.resolveSibling(".new-" + UUID.randomUUID());
    try {
      try (var file =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
      move(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Moves a finished file to its place, on the same file system. */
  static void move(Path finished, Path target) throws IOException {
    Files.createDirectories(parent(target));
    try (var file = FileChannel.open(finished, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    Files.move(
        finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var folder = FileChannel.open(parent(target), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** True for a file that {@link #write} had not finished when the process died. */
  static boolean isUnfinished(Path file) {
    return file.getFileName().toString().startsWith(".new-");
  }

  private static Path parent(Path file) {
    var parent = file.getParent();
    if (parent == null) {
      throw new IllegalStateException("No folder above " + file);
    }
    return parent;
  }
}
