package io.openluffy.kernel.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** Unpacks a tar archive of files, folders and links, as PostgreSQL's binaries come in. */
final class TarReader {
  private static final int BLOCK = 512;

  private final InputStream in;
  private final Path target;

  TarReader(InputStream in, Path target) {
    this.in = in;
    this.target = target;
  }

  void unpack() throws IOException {
    var longName = "";
    while (true) {
      var header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return;
      }
      var size = octal(header, 124, 12);
      var type = (char) header[156];
      if (type == 'L') {
        longName = string(content(size), 0, (int) size);
        continue;
      }
      var name = longName.isEmpty() ? name(header) : longName;
      longName = "";
      unpack(inside(name), type, header, size);
    }
  }

  private void unpack(Path path, char type, byte[] header, long size) throws IOException {
    switch (type) {
      case '5' -> Files.createDirectories(path);
      case '2' -> {
        Files.createDirectories(parent(path));
        Files.createSymbolicLink(path, Path.of(string(header, 157, 100)));
      }
      case '0', '\0' -> {
        Files.createDirectories(parent(path));
        Files.write(path, content(size));
        var executable = (octal(header, 100, 8) & 0111) != 0;
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
      }
      default -> throw new IOException("an entry of unknown type '" + type + "' at " + path);
    }
  }

  private Path inside(String name) throws IOException {
    var path = target.resolve(name).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("an entry outside of the archive: " + name);
    }
    return path;
  }

  private static Path parent(Path path) {
    var parent = path.getParent();
    return parent == null ? path : parent;
  }

  private byte[] content(long size) throws IOException {
    var content = in.readNBytes(Math.toIntExact(size));
    if (content.length < size) {
      throw new EOFException("the archive ends too early");
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    return content;
  }

  private static String name(byte[] header) {
    var prefix = string(header, 345, 155);
    var name = string(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String string(byte[] bytes, int from, int length) {
    var to = from;
    while (to < Math.min(bytes.length, from + length) && bytes[to] != 0) {
      to++;
    }
    return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8);
  }

  private static long octal(byte[] bytes, int from, int length) {
    var text = string(bytes, from, length).strip();
    return text.isEmpty() ? 0 : Long.parseLong(text, 8);
  }
}
