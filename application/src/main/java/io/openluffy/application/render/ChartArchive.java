package io.openluffy.application.render;

import io.openluffy.kernel.Where;
import io.openluffy.kernel.archive.TarReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

  private final String shown;
  private final CopyBudget budget;

  ChartArchive(String shown, CopyBudget budget) {
    this.shown = shown;
    this.budget = budget;
  }

  Map<String, byte[]> read(byte[] packed) {
    var files = new LinkedHashMap<String, byte[]>();
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16)) {
      var tar = new TarReader(in);
      for (var next = tar.next(); next.isPresent(); next = tar.next()) {
        var entry = next.get();
        budget.take(entry.size(), shown);
        if (entry.isFile()) {
          requireInside(entry.name());
          files.put(entry.name(), tar.content(Integer.MAX_VALUE - 8));
        } else if (entry.isLink()) {
          throw bad("holds the link " + entry.name());
        }
      }
    } catch (IOException e) {
      throw bad("can't be unpacked: " + e.getMessage());
    }
    return files;
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
