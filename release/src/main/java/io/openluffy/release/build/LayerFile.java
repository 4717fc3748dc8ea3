package io.openluffy.release.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A layer on disk: the same files make the same bytes.
 *
 * @param digest of the compressed bytes, by which registries know it
 * @param diffId of the bytes before compression, by which the configuration names it
 */
record LayerFile(Path file, String digest, String diffId, long size) {

  static LayerFile write(FileTree files, Path file) {
    var outer = Digests.begin();
    var inner = Digests.begin();
    try {
      try (var disk = Files.newOutputStream(file);
          var compressed = new GZIPOutputStream(new DigestOutputStream(disk, outer), 64 * 1024);
          var tar = new TarWriter(new DigestOutputStream(compressed, inner))) {
        for (var entry : files.entries().entrySet()) {
          tar.add(entry.getKey(), entry.getValue());
        }
      }
      return new LayerFile(file, hex(outer), hex(inner), Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hex(MessageDigest digest) {
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }
}
