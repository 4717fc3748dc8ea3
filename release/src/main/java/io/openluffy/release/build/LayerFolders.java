package io.openluffy.release.build;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a layer of somebody else's image says about folders: which there are (a link may stand for
 * one), and which of the layers below it takes away.
 *
 * @param there absolute, without a slash at the end
 * @param gone taken away, with everything in them
 * @param emptied of which what was in them is taken away
 */
record LayerFolders(Set<String> there, Set<String> gone, Set<String> emptied) {
  private static final int BLOCK = 512;
  private static final int MOST_ENTRIES = 2_000_000;
  private static final int LONGEST_HEADER = 1 << 20;
  private static final Pattern PAX_PATH = Pattern.compile("(?:^|\\n)\\d+ path=([^\\n]*)\\n");
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  /** Reads the names in a tar archive; the files in it are skipped. */
  static LayerFolders read(InputStream tar) throws IOException {
    var read = new LayerFolders(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    var longName = "";
    for (var entries = 0; entries < MOST_ENTRIES; entries++) {
      var header = tar.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return read;
      }
      var size = number(header, 124, 12);
      switch ((char) header[156]) {
        case 'x' -> longName = paxPath(content(tar, size), longName);
        case 'L' -> longName = content(tar, size).replaceAll("\0.*", "");
        case 'g', 'K' -> skip(tar, size);
        default -> {
          read.add(longName.isEmpty() ? name(header) : longName, (char) header[156]);
          longName = "";
          skip(tar, size);
        }
      }
    }
    throw new IOException("the layer has more than " + MOST_ENTRIES + " entries");
  }

  private void add(String name, char type) {
    var path = absolute(name);
    var slash = path.lastIndexOf('/');
    var last = path.substring(slash + 1);
    var folder = path.substring(0, Math.max(slash, 0));
    if (last.equals(OPAQUE)) {
      emptied.add(folder);
    } else if (last.startsWith(WHITEOUT)) {
      gone.add(folder + "/" + last.substring(WHITEOUT.length()));
    } else if (type == '5' || type == '2') {
      there.add(path);
    }
    ancestors(path).forEach(there::add);
  }

  private static String absolute(String name) {
    var path = "/" + name.replaceFirst("^(\\./|/)+", "");
    return path.replaceFirst("/+$", "");
  }

  /** The folders that a path lies in, from the outermost; without the root. */
  static List<String> ancestors(String path) {
    var ancestors = new ArrayList<String>();
    for (var at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
      ancestors.add(path.substring(0, at));
    }
    return ancestors;
  }

  /** What there is after this layer was laid over others. */
  void over(Set<String> below) {
    below.removeIf(
        path ->
            gone.contains(path)
                || ancestors(path).stream().anyMatch(a -> gone.contains(a) || emptied.contains(a)));
    below.addAll(there);
  }

  private static String name(byte[] header) {
    var isUstar = new String(header, 257, 5, StandardCharsets.US_ASCII).equals("ustar");
    var prefix = isUstar ? text(header, 345, 155) : "";
    var name = text(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] header, int at, int length) {
    return new String(header, at, length, StandardCharsets.UTF_8).replaceAll("\0.*", "");
  }

  /** Octal, or for what is too large for that, binary with its highest bit set. */
  private static long number(byte[] header, int at, int length) throws IOException {
    if (header[at] < 0) {
      var value = 0L;
      for (var i = at + 4; i < at + length; i++) {
        value = (value << 8) | (header[i] & 0xff);
      }
      return value;
    }
    var digits = text(header, at, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("the layer is no tar archive", e);
    }
  }

  private static String content(InputStream tar, long size) throws IOException {
    if (size > LONGEST_HEADER) {
      throw new IOException("a name in the layer is too long");
    }
    var bytes = tar.readNBytes((int) size);
    tar.skipNBytes(padding(size));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String paxPath(String records, String before) {
    var path = PAX_PATH.matcher(records);
    return path.find() ? path.group(1) : before;
  }

  private static void skip(InputStream tar, long size) throws IOException {
    try {
      tar.skipNBytes(size + padding(size));
    } catch (EOFException e) {
      throw new IOException("the layer is cut off", e);
    }
  }

  private static long padding(long size) {
    return (BLOCK - size % BLOCK) % BLOCK;
  }
}
