package io.openluffy.kernel.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a tar stream entry by entry: ustar, GNU long names and pax paths. */
public final class TarReader {
  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 64 * 1024;
  private static final int MOST_EXTENSIONS = 16;

  private final InputStream in;
  private long left;
  private long padding;

  public TarReader(InputStream in) {
    this.in = in;
  }

  /**
   * One entry; its name is as it was written, so it may lead anywhere.
   *
   * @param type the type flag: {@code 0} file, {@code 5} folder, {@code 1} and {@code 2} links
   * @param target what a link points to
   */
  public record Entry(String name, char type, long size, boolean executable, String target) {
    public boolean isFile() {
      return type == '0' || type == '\0';
    }

    public boolean isFolder() {
      return type == '5';
    }

    public boolean isLink() {
      return type == '1' || type == '2';
    }
  }

  /** The next entry that is no mere extension of the one after it; empty at the end. */
  public Optional<Entry> next() throws IOException {
    var longName = "";
    for (var extensions = 0; extensions <= MOST_EXTENSIONS; extensions++) {
      in.skipNBytes(left + padding);
      var header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return Optional.empty();
      }
      var entry = entry(header, longName);
      left = entry.size();
      padding = (BLOCK - left % BLOCK) % BLOCK;
      switch (entry.type()) {
        case 'L' -> longName = text(content(LONGEST_NAME), 0, LONGEST_NAME);
        case 'x' -> longName = paxPath(content(LONGEST_NAME)).orElse(longName);
        case 'g' -> content(LONGEST_NAME);
        default -> {
          return Optional.of(entry);
        }
      }
    }
    throw new IOException("An entry has more than " + MOST_EXTENSIONS + " extensions");
  }

  /** The bytes of the entry that {@link #next} named last. */
  public byte[] content(int most) throws IOException {
    if (left > most) {
      throw new IOException("An entry has " + left + " bytes; at most " + most + " are read");
    }
    var content = in.readNBytes((int) left);
    if (content.length < left) {
      throw new EOFException("The archive ends in the middle of a file");
    }
    left = 0;
    return content;
  }

  private static Entry entry(byte[] header, String longName) throws IOException {
    var posix = text(header, 257, 6).equals("ustar"); // GNU has a blank behind it, and no prefix
    var prefix = posix ? text(header, 345, 155) : "";
    var name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
    return new Entry(
        longName.isEmpty() ? name : longName,
        (char) header[156],
        size(header),
        (octal(header, 100, 8) & 0111) != 0,
        text(header, 157, 100));
  }

  private static long size(byte[] header) throws IOException {
    if ((header[124] & 0x80) == 0) {
      return octal(header, 124, 12);
    }
    var size = 0L;
    for (var i = 125; i < 136; i++) {
      if (size >= 1L << 54) {
        throw new IOException("An entry is larger than any disk");
      }
      size = (size << 8) | (header[i] & 0xff);
    }
    return size;
  }

  private static long octal(byte[] header, int from, int length) throws IOException {
    var digits = text(header, from, length).strip();
    if (digits.isEmpty()) {
      return 0;
    }
    if (!digits.matches("[0-7]+")) {
      throw new IOException("This is no tar archive");
    }
    return Long.parseLong(digits, 8);
  }

  /** The path among the records {@code length key=value\n}. */
  private static Optional<String> paxPath(byte[] records) throws IOException {
    var at = 0;
    while (at < records.length) {
      var digits = text(records, at, 8).split(" ", 2)[0];
      var length = digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : 0;
      if (length <= digits.length() + 1 || at + length > records.length) {
        throw new IOException("A header of the archive is broken");
      }
      var from = at + digits.length() + 1;
      var pair = new String(records, from, at + length - from - 1, StandardCharsets.UTF_8);
      if (pair.startsWith("path=")) {
        return Optional.of(pair.substring("path=".length()));
      }
      at += length;
    }
    return Optional.empty();
  }

  private static String text(byte[] bytes, int from, int most) {
    var end = from;
    while (end < bytes.length && end < from + most && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }
}
