package io.openluffy.kernel.postgres;

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

  private final FileChannel lock;
  private final PostgresProcess process;
  private final DatabaseAddress address;

  private EmbeddedPostgres(FileChannel lock, PostgresProcess process, DatabaseAddress address) {
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
      throw DiskTrouble.of(absolute, e).asException(e);
    }
  }

  private static EmbeddedPostgres start(Path home, List<RunAs> ways, FileChannel lock)
      throws IOException {
    var place = Place.choose(home, ELSEWHERE, ways);
    var binaries = PostgresBinaries.unpack(place.folder().resolve("postgres-bin"));
    var data =
        new DataFolder(
            place.folder().resolve("postgres"),
            binaries,
            place.runAs(),
            home.resolve("postgres-password"));
    data.prepare();
    data.repair();
    var process = PostgresProcess.start(data, home.resolve("postgres.log"));
    var address =
        DatabaseAddress.local(process.port(), "postgres", DataFolder.USER, data.password());
    LOG.info("the database runs at {}", address);
    return new EmbeddedPostgres(lock, process, address);
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
