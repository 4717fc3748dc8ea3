package io.openluffy.kernel.postgres;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.archive.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the class path into a folder once. */
final class PostgresBinaries {
  private static final String CONTENTS = "contents";
  private static final int LARGEST = 256 << 20;
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> DATA = PosixFilePermissions.fromString("rw-r--r--");
  private static final Map<String, String> ARCHITECTURES =
      Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "arm_64", "arm64", "arm_64");

  private PostgresBinaries() {}

  /**
   * Unpacks below the folder what isn't there yet or isn't whole any more.
   *
   * @return the folder that holds {@code bin}
   */
  static Path unpack(Path folder) throws IOException {
    var archive = archive();
    var target = folder.resolve(fingerprint(archive));
    if (isWhole(target)) {
      return target;
    }
    Files.createDirectories(folder);
    removeAll(folder); // older versions, and what an interrupted start left behind
    Files.createDirectories(folder);
    var fresh = Files.createDirectory(folder.resolve("unpacking"));
    try (var in = new XZInputStream(new BufferedInputStream(archive.openStream(), 1 << 16))) {
      unpack(new TarReader(in), fresh);
    }
    Files.writeString(fresh.resolve(CONTENTS), String.join("\n", contents(fresh)));
    return Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void unpack(TarReader archive, Path target) throws IOException {
    for (var next = archive.next(); next.isPresent(); next = archive.next()) {
      var entry = next.get();
      var path = target.resolve(entry.name()).normalize();
      if (!path.startsWith(target)) {
        throw new IOException("an entry outside of the archive: " + entry.name());
      }
      if (entry.isFolder()) {
        Files.createDirectories(path);
        continue;
      }
      Files.createDirectories(target.resolve(path).getParent());
      if (entry.isFile()) {
        Files.write(path, archive.content(LARGEST));
        Files.setPosixFilePermissions(path, entry.executable() ? PROGRAM : DATA);
      } else if (entry.isLink()) {
        Files.createSymbolicLink(path, Path.of(entry.target()));
      } else {
        throw new IOException("an entry of unknown type '%c': %s".formatted(entry.type(), path));
      }
    }
  }

  /** Deletes a folder with everything in it. */
  static void removeAll(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static URL archive() {
    var os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var system = os.contains("mac") ? "darwin" : "linux";
    var machine = ARCHITECTURES.getOrDefault(System.getProperty("os.arch", ""), "unknown");
    var name = "postgres-%s-%s.txz".formatted(system, machine);
    var url = PostgresBinaries.class.getResource("/" + name);
    if (url == null) {
      throw Problem.user(
              "store.no-embedded-postgres",
              "There is no embedded PostgreSQL for this machine (%s).".formatted(name),
              Where.NOWHERE,
              "Give the address of a PostgreSQL with --database-url.")
          .asException();
    }
    return url;
  }

  /** Tells one archive from another without reading it. */
  private static String fingerprint(URL archive) throws IOException {
    var connection = archive.openConnection();
    if (connection instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      try (var file = jar.getJarFile()) {
        var entry = file.getEntry(jar.getEntryName());
        return "%08x-%d".formatted(entry.getCrc(), entry.getSize());
      }
    }
    return "file-" + connection.getContentLengthLong();
  }

  private static boolean isWhole(Path target) throws IOException {
    var contents = target.resolve(CONTENTS);
    return Files.exists(contents) && Files.readAllLines(contents).equals(contents(target));
  }

  /** Every file with its size, so that what a full disk or a cleaner cut off shows. */
  private static List<String> contents(Path folder) throws IOException {
    try (var paths =
        Files.find(
            folder,
            8,
            (path, attributes) ->
                attributes.isRegularFile() && !path.equals(folder.resolve(CONTENTS)))) {
      return paths.sorted().map(path -> folder.relativize(path) + " " + size(path)).toList();
    }
  }

  private static long size(Path path) {
    return path.toFile().length();
  }
}
