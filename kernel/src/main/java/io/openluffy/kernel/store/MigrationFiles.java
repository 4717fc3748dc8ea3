package io.openluffy.kernel.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/** The migrations that the rooms on the class path bring along. */
final class MigrationFiles {
  static final String FOLDER = "db/migration";

  private MigrationFiles() {}

  /** Tells one set of migrations from another by their names, sizes and checksums. */
  static String fingerprint(ClassLoader loader) {
    var lines = new TreeSet<String>();
    try {
      for (var place : Collections.list(loader.getResources(FOLDER))) {
        add(place, lines);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The migrations on the class path can't be read", e);
    }
    var text = String.join("\n", lines);
    return HexFormat.of().formatHex(Blobs.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void add(URL place, Set<String> lines) throws IOException {
    var connection = place.openConnection();
    if (connection instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      try (var file = jar.getJarFile()) {
        file.stream()
            .filter(entry -> entry.getName().startsWith(FOLDER) && !entry.isDirectory())
            .forEach(entry -> lines.add(line(entry.getName(), entry.getSize(), entry.getCrc())));
      }
      return;
    }
    var folder = Path.of(URI.create(place.toString()));
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var content = Files.readAllBytes(file);
        var checksum = new CRC32();
        checksum.update(content);
        var name = FOLDER + "/" + folder.relativize(file);
        lines.add(line(name, content.length, checksum.getValue()));
      }
    }
  }

  private static String line(String name, long size, long checksum) {
    return "%s %d %08x".formatted(name, size, checksum);
  }
}
