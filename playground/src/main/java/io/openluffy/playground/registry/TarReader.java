package io.openluffy.playground.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a tar stream entry by entry: ustar, GNU long names and pax paths. */
final class TarReader {
  private static final int BLOCK = 512;
  private static final int MAX_NAME = 64 * 1024;

  private final InputStream in;
  private long left;
  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /**
   * @param type the type flag: {@code 0} file, {@code 5} folder, {@code 2} symbolic link
   */
  record Entry(String name, char type, long size) {
    boolean isFile() {
      return type == '0' || type == '\0';
    }
  }

  /** The next entry that is no mere extension of the one after it; empty at the end. */
  Optional<Entry> next() throws IOException {
    var longName = "";
    while (true) {
      in.skipNBytes(left + padding);
      var header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return Optional.empty();
      }
      var entry = entry(header, longName);
      left = entry.size();
      padding = (BLOCK - left % BLOCK) % BLOCK;
      switch (entry.type()) {
        case 'L' -> longName = text(content(MAX_NAME), 0, MAX_NAME);
        case 'x' -> longName = paxPath(content(MAX_NAME)).orElse(longName);
        case 'g' -> content(MAX_NAME);
        default -> {
          return Optional.of(entry);
        }
      }
    }
  }

  /** The bytes of the entry that {@link #next} named last. */
  byte[] content(int most) throws IOException {
    if (left > most) {
      throw new IOException("An entry has " + left + " bytes; at most " + most + " are read");
    }
    var content = in.readNBytes((int) left);
    if (content.length < left) {
      throw new IOException("The layer ends in the middle of a file");
    }
    left = 0;
    return content;
  }

  private static Entry entry(byte[] header, String longName) throws IOException {
    var prefix = text(header, 345, 155);
    var ustar = text(header, 257, 5).equals("ustar") && !prefix.isEmpty();
    var name = (ustar ? prefix + "/" : "") + text(header, 0, 100);
    return new Entry(longName.isEmpty() ? name : longName, (char) header[156], size(header));
  }

  private static long size(byte[] header) throws IOException {
    if ((header[124] & 0x80) != 0) {
      var size = 0L;
      for (var i = 125; i < 136; i++) {
        size = (size << 8) | (header[i] & 0xff);
      }
      return size;
    }
    var digits = text(header, 124, 12).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("The layer is no tar archive", e);
    }
  }

  private static Optional<String> paxPath(byte[] records) {
    var text = new String(records, StandardCharsets.UTF_8);
    return text.lines()
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .filter(line -> line.startsWith("path="))
        .map(line -> line.substring("path=".length()))
        .findFirst();
  }

  private static String text(byte[] bytes, int from, int most) {
    var end = from;
    while (end < bytes.length && end < from + most && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }
}
