package io.openluffy.playground.registry;

import io.openluffy.kernel.archive.LimitedInput;
import io.openluffy.kernel.archive.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The files below one folder of an image, laid over each other layer by layer, with whiteouts.
 * Bounded in number, size and in what is unpacked on the way to them.
 */
final class LayerContent {
  private static final int MAX_FILES = 5_000;
  private static final int MAX_BYTES = 64 * 1024 * 1024;
  private static final int MAX_ENTRIES = 200_000;
  private static final long MAX_UNPACKED = 2L * 1024 * 1024 * 1024;
  private static final String WHITEOUT = ".wh.";

  private final String root;
  private final Map<String, byte[]> files = new HashMap<>();

  /**
   * @param folder such as {@code /srv/www}
   */
  LayerContent(String folder) {
    var plain = plain(folder);
    this.root = plain.isEmpty() ? "" : plain + "/";
  }

  /** Adds the next layer, a tar, gzipped or not. */
  void add(InputStream layer) throws IOException {
    var buffered = new BufferedInputStream(layer, 64 * 1024);
    buffered.mark(2);
    var gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    var tar =
        new TarReader(
            new LimitedInput(
                gzip ? new GZIPInputStream(buffered) : buffered,
                MAX_UNPACKED,
                "The layer unpacks to more than 2 GiB"));
    var added = new HashMap<String, byte[]>();
    var entries = 0;
    for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
      if (++entries > MAX_ENTRIES) {
        throw new IOException("The layer has more than " + MAX_ENTRIES + " entries");
      }
      take(tar, entry.get(), added);
    }
    files.putAll(added);
    check();
  }

  Map<String, byte[]> files() {
    return files;
  }

  private void take(TarReader tar, TarReader.Entry entry, Map<String, byte[]> added)
      throws IOException {
    var path = plain(entry.name());
    var slash = path.lastIndexOf('/') + 1;
    if (path.startsWith(WHITEOUT, slash)) {
      remove(path.substring(0, slash), path.substring(slash + WHITEOUT.length()));
    } else if (entry.isFile() && path.startsWith(root) && path.length() > root.length()) {
      added.put(path.substring(root.length()), tar.content(MAX_BYTES));
      if (added.size() > MAX_FILES) {
        throw new IOException("There are more than " + MAX_FILES + " files below /" + root);
      }
    }
  }

  /** Whiteouts speak of lower layers only; an opaque one empties its folder. */
  private void remove(String folder, String name) {
    var gone = name.equals(".wh..opq") ? folder : folder + name;
    files
        .keySet()
        .removeIf(
            file -> {
              var path = root + file;
              return path.equals(gone) || path.startsWith(gone.endsWith("/") ? gone : gone + "/");
            });
  }

  private void check() throws IOException {
    var total = files.values().stream().mapToLong(content -> content.length).sum();
    if (total > MAX_BYTES || files.size() > MAX_FILES) {
      throw new IOException("The content below /" + root + " is larger than 64 MiB");
    }
  }

  private static String plain(String path) {
    var text = path;
    while (text.startsWith("./") || text.startsWith("/")) {
      text = text.substring(text.startsWith("/") ? 1 : 2);
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
