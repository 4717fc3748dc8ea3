package io.openluffy.release.build;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Lists a compressed layer as {@code name mode user}. */
final class TarListing {
  private TarListing() {}

  static List<String> of(byte[] layer) throws IOException {
    var files = new ArrayList<String>();
    try (var in = new GZIPInputStream(new ByteArrayInputStream(layer))) {
      var tar = in.readAllBytes();
      var longName = "";
      for (int at = 0; at + 512 <= tar.length && tar[at] != 0; ) {
        var size = Integer.parseInt(text(tar, at + 124, 12), 8);
        var name = longName.isEmpty() ? text(tar, at, 100) : longName;
        if (tar[at + 156] == 'x') {
          longName = text(tar, at + 512, size).replaceAll("(?s)^\\d+ path=(.*)\n$", "$1");
        } else {
          var mode = Integer.toOctalString(Integer.parseInt(text(tar, at + 100, 8), 8));
          files.add(name + " " + mode + " " + Integer.parseInt(text(tar, at + 108, 8), 8));
          longName = "";
        }
        at += 512 + (size + 511) / 512 * 512;
      }
    }
    return files;
  }

  private static String text(byte[] tar, int at, int length) {
    var text = new String(tar, at, length, StandardCharsets.UTF_8);
    var end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
