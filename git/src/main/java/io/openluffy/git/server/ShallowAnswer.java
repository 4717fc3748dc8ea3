package io.openluffy.git.server;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.transport.PacketLineOut;

/** Puts in where the clone will end, before the pack, into an answer of protocol 2. */
final class ShallowAnswer extends FilterOutputStream {
  private static final String PACK = "packfile\n";
  private static final int LENGTH = 4;

  private final Deepening deepening;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean isTold;

  ShallowAnswer(OutputStream out, Deepening deepening) {
    super(out);
    this.deepening = deepening;
  }

  @Override
  public void write(int octet) throws IOException {
    if (isTold) {
      out.write(octet);
      return;
    }
    line.write(octet);
    if (line.size() == length()) {
      passLine();
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    var at = from;
    while (!isTold && at < from + length) {
      write(bytes[at++]);
    }
    out.write(bytes, at, from + length - at);
  }

  /** Of the line that begins; the ends of sections are lines of nothing but their length. */
  private int length() {
    if (line.size() < LENGTH) {
      return LENGTH;
    }
    var said = line.toString(StandardCharsets.US_ASCII).substring(0, LENGTH);
    return Math.max(LENGTH, Integer.parseInt(said, 16));
  }

  private void passLine() throws IOException {
    if (line.toString(StandardCharsets.UTF_8).substring(LENGTH).equals(PACK)) {
      deepening.tell(new PacketLineOut(out));
      isTold = true;
    }
    line.writeTo(out);
    line.reset();
  }
}
