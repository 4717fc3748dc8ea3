package io.openluffy.application.render;

import io.openluffy.kernel.Where;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A packed subchart: files of a gzipped tar, none of which may lie outside of it. */
final class ChartArchive {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final int PREFIX_AT = 345;

  private final String shown;
  private final CopyBudget budget;

  ChartArchive(String shown, CopyBudget budget) {
    this.shown = shown;
    this.budget = budget;
  }

  Map<String, byte[]> read(byte[] packed) {
    var files = new LinkedHashMap<String, byte[]>();
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16)) {
      var longName = "";
      for (var header = in.readNBytes(BLOCK); !isEnd(header); header = in.readNBytes(BLOCK)) {
        var size = number(header, SIZE_AT, 12);
        budget.take(size, shown);
        var type = (char) header[TYPE_AT];
        var content = content(in, size);
        switch (type) {
          case 'L' -> longName = text(content, 0, content.length);
          case 'x' -> longName = paxPath(content);
          case '0', '\0' -> {
            var name = longName.isEmpty() ? name(header) : longName;
            longName = "";
            requireInside(name);
            files.put(name, content);
          }
          case '1', '2' -> throw bad("holds the link " + name(header));
          default -> longName = "";
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw bad("can't be unpacked: " + e.getMessage());
    }
    return files;
  }

  private static byte[] content(InputStream in, long size) throws IOException {
    var content = in.readNBytes((int) size);
    if (content.length < size) {
      throw new IOException("it ends too early");
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    return content;
  }

  private static boolean isEnd(byte[] header) {
    return header.length < BLOCK || header[0] == 0;
  }

  private void requireInside(String name) {
    var path = name.replace('\\', '/');
    if (path.startsWith("/") || path.contains(":") || ("/" + path + "/").contains("/../")) {
      throw bad("holds '" + name + "', which lies outside of it");
    }
  }

  private RuntimeException bad(String what) {
    return RenderProblems.bad(
        "bad-archive", "This chart archive " + what + ".", Where.of(shown), "Package it again.");
  }

  private static String name(byte[] header) {
    var name = text(header, 0, NAME);
    var prefix = text(header, MAGIC_AT, 5).equals("ustar") ? text(header, PREFIX_AT, 155) : "";
    return prefix.isEmpty() || header[MAGIC_AT + 5] != 0 ? name : prefix + "/" + name;
  }

  private static String text(byte[] bytes, int from, int most) {
    int end = from;
    while (end < Math.min(bytes.length, from + most) && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private static long number(byte[] header, int from, int length) {
    var octal = text(header, from, length).strip();
    var value = octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
    if (value < 0) {
      throw new IllegalArgumentException("a size is negative");
    }
    return value;
  }

  /** The path among the records {@code length key=value\n}. */
  private static String paxPath(byte[] content) {
    int at = 0;
    while (at < content.length) {
      int space = at;
      while (space < content.length && content[space] != ' ') {
        space++;
      }
      var digits = new String(content, at, space - at, StandardCharsets.US_ASCII);
      int length = Integer.parseInt(digits);
      if (length <= digits.length() + 1 || at + length > content.length) {
        throw new IllegalArgumentException("a header is broken");
      }
      var pair = new String(content, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
      if (pair.startsWith("path=")) {
        return pair.substring("path=".length());
      }
      at += length;
    }
    return "";
  }

  static byte[] write(Map<String, byte[]> files) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      for (var file : files.entrySet()) {
        var name = file.getKey().getBytes(StandardCharsets.UTF_8);
        if (name.length > NAME) {
          entry(out, "././@LongLink".getBytes(StandardCharsets.US_ASCII), 'L', name);
          name = java.util.Arrays.copyOf(name, NAME);
        }
        entry(out, name, '0', file.getValue());
      }
      out.write(new byte[2 * BLOCK]);
    }
    return packed.toByteArray();
  }

  private static void entry(GZIPOutputStream out, byte[] name, char type, byte[] content)
      throws IOException {
    var header = new byte[BLOCK];
    System.arraycopy(name, 0, header, 0, name.length);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, SIZE_AT, String.format("%011o", content.length));
    put(header, 136, "00000000000");
    header[TYPE_AT] = (byte) type;
    put(header, MAGIC_AT, "ustar  ");
    put(header, 148, "        ");
    int sum = 0;
    for (var one : header) {
      sum += one & 0xFF;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    out.write(header);
    out.write(content);
    out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private static void put(byte[] header, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
