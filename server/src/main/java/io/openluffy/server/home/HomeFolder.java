package io.openluffy.server.home;

import io.openluffy.kernel.DiskTrouble;
import io.openluffy.kernel.PrivateFiles;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The server's folder, held by one server at a time.
 *
 * <pre>
 * postgres/ postgres-bin/   the embedded database
 * git/                      repositories of the embedded git server
 * mirrors/                  mirrors of others
 * registry/                 blobs and manifests of the embedded registry
 * tls/, kubernetes-token    certificates of the playground, and who may come in
 * kubeconfig                how to reach the cluster
 * admin-password            of the first administrator
 * sealing-key               opens the sealed secrets
 * server.json               the addresses in use, while the server is ready
 * openluffy.log
 * </pre>
 */
public final class HomeFolder implements AutoCloseable {
  private static final long NEW_HOME_MEBIBYTES = 200;
  private static final long USED_HOME_MEBIBYTES = 32;

  private final Path root;
  private final FileChannel channel;

  private HomeFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * Makes the folder if it is not there, holds it, and sees that a server can work in it.
   *
   * @throws ProblemException when it can't be written, is full, or another server holds it
   */
  public static HomeFolder open(Path root) {
    var home = hold(root);
    try {
      var free = Files.getFileStore(root).getUsableSpace() >> 20;
      var needed = Files.exists(home.at("sealing-key")) ? USED_HOME_MEBIBYTES : NEW_HOME_MEBIBYTES;
      if (free < needed) {
        throw full(root, free, needed);
      }
      PrivateFiles.removeDrafts(root);
      return home;
    } catch (IOException e) {
      home.close();
      throw DiskTrouble.thrown(root, e);
    } catch (ProblemException e) {
      home.close();
      throw e;
    }
  }

  /** Makes the folder if it is not there and holds it, whatever state it is in. */
  public static HomeFolder hold(Path root) {
    try {
      Files.createDirectories(root);
      var stranger = Owners.strangerWhoOwns(root);
      if (stranger.isPresent()) {
        throw notOurs(root, stranger.get());
      }
      ownersOnly(root, "rwx------");
      var channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw held(root);
      }
      return new HomeFolder(root, channel);
    } catch (IOException e) {
      throw DiskTrouble.thrown(root, e);
    }
  }

  public Path root() {
    return root;
  }

  public Path at(String name) {
    return root.resolve(name);
  }

  /** Writes a file that only its owner may read, in one step. */
  public void writePrivately(String name, String content) {
    try {
      PrivateFiles.write(root.resolve(name), content);
    } catch (IOException e) {
      throw DiskTrouble.thrown(root.resolve(name), e);
    }
  }

  public void remove(String name) {
    try {
      Files.deleteIfExists(root.resolve(name));
    } catch (IOException e) {
      throw DiskTrouble.thrown(root.resolve(name), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("the lock of " + root + " could not be closed", e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void ownersOnly(Path folder, String permissions) throws IOException {
    // The embedded database of a server run as root belongs to another user, who has to pass
    // through; what is secret in here is protected file by file.
    if (!System.getProperty("user.name").equals("root")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }
  }

  private static ProblemException held(Path root) {
    return Problem.user(
            "server.home-in-use",
            "Another OpenLuffy server uses this home.",
            Where.of(root.toString()),
            "Stop it first, or choose another folder with --home. Its addresses are in "
                + root.resolve("server.json")
                + " as soon as it is ready.")
        .asException();
  }

  private static ProblemException full(Path root, long free, long needed) {
    return Problem.world(
            "server.disk-full",
            "Only %d MiB are free; the server needs %d MiB to start.".formatted(free, needed),
            Where.of(root.toString()),
            "Free some space, or choose another folder with --home.")
        .asException();
  }

  private static ProblemException notOurs(Path root, String owner) {
    return Problem.user(
            "server.home-of-another",
            "This folder belongs to " + owner + ", and the server runs as " + Owners.us() + ".",
            Where.of(root.toString()),
            "Start it as " + owner + ", or choose another folder with --home.")
        .asException();
  }
}
