package io.openluffy.playground.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Writes files that are either whole or absent, whenever the process or the machine dies: a
 * temporary file, fsync, an atomic rename, fsync of the folder.
 */
final class DurableFiles {
  private static final Duration OFTEN_ENOUGH = Duration.ofHours(1);

  private final InstantSource clock;

  /**
   * @param clock gives files their time, from which their grace is counted
   */
  DurableFiles(InstantSource clock) {
    this.clock = clock;
  }

  void write(Path target, byte[] content) throws IOException {
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
  void move(Path finished, Path target) throws IOException {
    Files.createDirectories(parent(target));
    touch(finished);
    try (var file = FileChannel.open(finished, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    Files.move(
        finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var folder = FileChannel.open(parent(target), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** Makes the file as young as if it were written now; false when it is not there. */
  boolean touch(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** The same, but spares the disk when it is young anyway. */
  void refresh(Path file) throws IOException {
    if (isOlder(file, clock.instant().minus(OFTEN_ENOUGH))) {
      touch(file);
    }
  }

  /** Whether the file is there and was last touched before. */
  static boolean isOlder(Path file, Instant before) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (NoSuchFileException e) {
      return false;
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
