package io.openluffy.kernel.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A disk of few bytes: a tmpfs, where the machine lets us mount one. */
record SmallDisk(Path folder) implements AutoCloseable {

  static SmallDisk mounted(Path folder, String size) throws IOException {
    Files.createDirectories(folder);
    assumeTrue(RunAs.isRoot(), "a tmpfs can be mounted by root only");
    var options = "size=" + size + ",mode=0700";
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0,
        "no tmpfs can be mounted here");
    return new SmallDisk(folder);
  }

  /** Takes all the room that is left. */
  void fill() throws IOException {
    var block = ByteBuffer.allocate(64 * 1024);
    try (var file =
        FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (true) {
        block.clear();
        file.write(block);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }

  void makeRoom() throws IOException {
    Files.delete(filler());
  }

  void readOnly() throws IOException {
    run("mount", "-o", "remount,ro", folder.toString());
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private static int run(String... command) throws IOException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
