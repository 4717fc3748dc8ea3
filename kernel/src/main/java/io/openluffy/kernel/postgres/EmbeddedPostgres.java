package io.openluffy.kernel.postgres;

import io.openluffy.kernel.DiskTrouble;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.store.DatabaseAddress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that runs as our child, with its data in the home folder.
 *
 * <p>In the home: {@code postgres-bin} (the programs), {@code postgres} (the data), {@code
 * postgres-password} (0600), {@code postgres.log}, {@code postgres.lock}. Where root can't run
 * PostgreSQL on files below the home, {@code postgres-location} names the folder that holds them.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final Path ELSEWHERE = Path.of("/var/lib/openluffy");
  private static final String DATA = "postgres";
  private static final String PASSWORD = "postgres-password";

  private final FileChannel lock;
  private final SteadyProcess process;
  private final DatabaseAddress address;

  private EmbeddedPostgres(FileChannel lock, SteadyProcess process, DatabaseAddress address) {
    this.lock = lock;
    this.process = process;
    this.address = address;
  }

  /** Starts it, after making or repairing what has to be; a second one on the home is refused. */
  public static EmbeddedPostgres start(Path home) {
    return start(home, RunAs.ways());
  }

  static EmbeddedPostgres start(Path home, List<RunAs> ways) {
    var absolute = home.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      var lock = lock(absolute);
      try {
        return start(absolute, ways, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw DiskTrouble.thrown(absolute, e);
    }
  }

  private static EmbeddedPostgres start(Path home, List<RunAs> ways, FileChannel lock)
      throws IOException {
    var place = Place.choose(home, ELSEWHERE, ways);
    var binaries = PostgresBinaries.unpack(place.folder().resolve("postgres-bin"));
    var data =
        new DataFolder(
            place.folder().resolve(DATA), binaries, place.runAs(), home.resolve(PASSWORD));
    data.prepare();
    var process = SteadyProcess.start(data, home.resolve("postgres.log"));
    var address =
        DatabaseAddress.local(process.port(), "postgres", DataFolder.USER, data.password());
    LOG.info("the database runs at {}", address);
    return new EmbeddedPostgres(lock, process, address);
  }

  /** Deletes the database of a home, wherever its files are; the next start makes a new one. */
  public static void erase(Path home) {
    var absolute = home.toAbsolutePath().normalize();
    try (var lock = lock(absolute)) {
      LOG.debug("erasing the database under {}", lock);
      var folder = Place.folder(absolute);
      new PostmasterFile(folder.resolve(DATA)).clear();
      if (!folder.equals(absolute)) {
        PostgresBinaries.removeAll(folder);
      }
      for (var name : List.of(DATA, DATA + ".new", PASSWORD, Place.LOCATION)) {
        PostgresBinaries.removeAll(absolute.resolve(name));
      }
    } catch (IOException e) {
      throw DiskTrouble.thrown(absolute, e);
    }
  }

  public DatabaseAddress address() {
    return address;
  }

  /** Stops it and waits until it has stopped; connections that are still open are cut. */
  @Override
  public void close() {
    process.close();
    try {
      lock.close();
    } catch (IOException e) {
      throw new IllegalStateException("A lock file can always be closed", e);
    }
  }

  private static FileChannel lock(Path home) throws IOException {
    var file = home.resolve("postgres.lock");
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // a server in this very process
    }
    channel.close();
    throw Problem.user(
            "store.home-in-use",
            "Another server is running on this home.",
            Where.of(home.toString()),
            "Stop it, or choose another folder with --home.")
        .asException();
  }
}
