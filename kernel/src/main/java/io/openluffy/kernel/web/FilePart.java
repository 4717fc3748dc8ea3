package io.openluffy.kernel.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes of a file that go out as the body of an answer. */
public record FilePart(Path file, long from, long length) {
  private static final int BUFFER = 128 * 1024;

  public FileChannel open() throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  /** Copies them to any stream. */
  void copyTo(OutputStream out) throws IOException {
    try (var channel = open()) {
      var buffer = ByteBuffer.allocate((int) Math.min(BUFFER, length));
      for (var at = from; at < end(); at += buffer.limit()) {
        fill(buffer, channel, at);
        out.write(buffer.array(), 0, buffer.limit());
      }
    }
  }

  /**
   * Reads what comes next into the buffer, as much as it holds, ready to be written.
   *
   * @param at where in the file
   */
  public void fill(ByteBuffer buffer, FileChannel channel, long at) throws IOException {
    buffer.clear().limit((int) Math.min(buffer.capacity(), end() - at));
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException(file + " ended " + (end() - at) + " bytes early");
      }
    }
    buffer.flip();
  }

  public long end() {
    return from + length;
  }
}
