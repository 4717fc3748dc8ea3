package io.openluffy.kernel.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends what is longer than it may be, also what grows only when it is unpacked. */
public final class LimitedInput extends FilterInputStream {
  private final String complaint;
  private long left;

  /**
   * @param limit in bytes
   * @param complaint what the exception says beyond it
   */
  public LimitedInput(InputStream in, long limit, String complaint) {
    super(in);
    this.left = limit;
    this.complaint = complaint;
  }

  @Override
  public int read() throws IOException {
    var read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    var read = super.read(bytes, from, length);
    count(Math.max(read, 0));
    return read;
  }

  @Override
  public long skip(long most) throws IOException {
    var skipped = super.skip(most);
    count(skipped);
    return skipped;
  }

  private void count(long read) throws IOException {
    left -= read;
    if (left < 0) {
      throw new IOException(complaint);
    }
  }
}
