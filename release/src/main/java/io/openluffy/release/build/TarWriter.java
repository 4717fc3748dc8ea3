package io.openluffy.release.build;

import io.openluffy.release.build.FileTree.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Arrays;

/** Writes a tar archive in the ustar form, with pax headers for long names; times are fixed. */
final class TarWriter implements AutoCloseable {
  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 100;
  private static final long FIXED_TIME = 1;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * @param path absolute in the image
   */
  void add(String path, Entry entry) throws IOException {
    var name = path.substring(1) + (entry.isFolder() ? "/" : "");
    var owner = entry.owner().split(":");
    var bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_NAME || bytes.length != name.length()) {
      longName(name);
    }
    var size = entry.isFolder() ? 0 : Files.size(entry.source());
    var type = entry.isFolder() ? '5' : '0';
    out.write(header(bytes, entry.mode(), owner, size, type));
    if (!entry.isFolder()) {
      content(entry, size);
    }
  }

  private void content(Entry entry, long size) throws IOException {
    try (var in = Files.newInputStream(entry.source(), LinkOption.NOFOLLOW_LINKS)) {
      var copied = in.transferTo(out);
      if (copied != size) {
        throw new IOException(entry.source().getFileName() + " changed while it was read");
      }
    }
    pad(size);
  }

  private void longName(String name) throws IOException {
    var record = paxRecord("path", name);
    out.write(
        header(
            "PaxHeader".getBytes(StandardCharsets.US_ASCII),
            0644,
            new String[] {"0", "0"},
            record.length,
            'x'));
    out.write(record);
    pad(record.length);
  }

  /** The length at its front counts itself. */
  private static byte[] paxRecord(String key, String value) {
    var rest = " " + key + "=" + value + "\n";
    var length = rest.getBytes(StandardCharsets.UTF_8).length;
    var whole = length + String.valueOf(length).length();
    whole = length + String.valueOf(whole).length();
    return (whole + rest).getBytes(StandardCharsets.UTF_8);
  }

  private void pad(long size) throws IOException {
    var rest = (int) (size % BLOCK);
    if (rest > 0) {
      out.write(new byte[BLOCK - rest]);
    }
  }

  private static byte[] header(byte[] name, int mode, String[] owner, long size, char type) {
    var header = new byte[BLOCK];
    System.arraycopy(name, 0, header, 0, Math.min(name.length, LONGEST_NAME));
    octal(header, 100, 8, mode);
    octal(header, 108, 8, Long.parseLong(owner[0]));
    octal(header, 116, 8, Long.parseLong(owner[1]));
    octal(header, 124, 12, size);
    octal(header, 136, 12, FIXED_TIME);
    Arrays.fill(header, 148, 156, (byte) ' ');
    header[156] = (byte) type;
    var magic = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, header, 257, magic.length);
    var sum = 0;
    for (var b : header) {
      sum += b & 0xff;
    }
    octal(header, 148, 7, sum);
    return header;
  }

  private static void octal(byte[] header, int at, int length, long value) {
    var digits = Long.toOctalString(value);
    if (digits.length() >= length) {
      throw new IllegalStateException(value + " does not fit into a tar header");
    }
    var text = "0".repeat(length - 1 - digits.length()) + digits;
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, header, at, text.length());
    header[at + length - 1] = 0;
  }

  /** Ends the archive and closes what it is written to. */
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }
}
