package io.openluffy.kernel.postgres;

import io.openluffy.kernel.PrivateFiles;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Where the database's files are and as whom it runs, so that it can reach them. */
record Place(Path folder, RunAs runAs) {
  static final String LOCATION = "postgres-location";

  /**
   * Chooses the home if PostgreSQL can work there, else a folder elsewhere.
   *
   * <p>A user that root becomes may not be able to pass through the folders above the home, as
   * those above {@code /root/.openluffy}. A place that was once chosen is kept.
   */
  static Place choose(Path home, Path elsewhere, List<RunAs> ways) throws IOException {
    var location = home.resolve(LOCATION);
    if (Files.exists(location)) {
      var folder = folder(home);
      return new Place(folder, first(ways, folder));
    }
    for (var way : ways) {
      if (way.owner().isEmpty() ? way.works("true") : way.reaches(home)) {
        return new Place(home, way);
      }
    }
    if (ways.stream().noneMatch(way -> way.works("true"))) {
      throw noWay(home);
    }
    Files.createDirectories(elsewhere);
    var folder =
        Files.createTempDirectory(
            elsewhere,
            "home-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    var way = first(ways, folder);
    PrivateFiles.write(location, folder.toString());
    return new Place(folder, way);
  }

  /** Where the files of this home are, if there are any. */
  static Path folder(Path home) throws IOException {
    var location = home.resolve(LOCATION);
    return Files.exists(location) ? Path.of(Files.readString(location).strip()) : home;
  }

  private static RunAs first(List<RunAs> ways, Path folder) throws IOException {
    Files.createDirectories(folder);
    return ways.stream()
        .filter(way -> way.reaches(folder))
        .findFirst()
        .orElseThrow(() -> noWay(folder));
  }

  private static RuntimeException noWay(Path folder) {
    return Problem.user(
            "store.root",
            "PostgreSQL refuses to run as root, and there is no way here to run it as somebody else"
                + " (unshare, setpriv, runuser and su were tried).",
            Where.of(folder.toString()),
            "Start as an ordinary user, or give a database with --database-url.")
        .asException();
  }
}
