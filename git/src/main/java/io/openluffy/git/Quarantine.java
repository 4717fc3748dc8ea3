package io.openluffy.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Where the objects of a push lie until it is accepted: nobody else sees them, and what is refused
 * or broken off is gone with the folder. Its name is the one that git gives to such folders, so
 * git's own cleaning knows it, too.
 */
public final class Quarantine implements AutoCloseable {
  static final String PREFIX = "tmp_objdir-incoming-";
  private static final String KEEP = "openluffy: a push is under way\n";

  private final FileRepository whole;
  private final Path folder;
  private final BoundedRepository inside;
  private final List<Path> keeps = new ArrayList<>();

  private Quarantine(FileRepository whole, Path folder, BoundedRepository inside) {
    this.whole = whole;
    this.folder = folder;
    this.inside = inside;
  }

  public static Quarantine of(OpenRepositories.Handle handle, PackLimits limits)
      throws IOException {
    if (!(handle.repository() instanceof FileRepository whole)) {
      throw new IllegalStateException("A push goes to a repository on the disk");
    }
    var objects = whole.getObjectsDirectory();
    var folder = Files.createTempDirectory(objects.toPath(), PREFIX);
    Files.createDirectory(folder.resolve("pack"));
    var place =
        new FileRepositoryBuilder()
            .setGitDir(whole.getDirectory())
            .setObjectDirectory(folder.toFile())
            .addAlternateObjectDirectory(objects)
            .setBare()
            .setup();
    return new Quarantine(whole, folder, new BoundedRepository(place, limits));
  }

  /** Has what the whole repository has, and takes in what comes. */
  public Repository repository() {
    return inside;
  }

  /** What comes now is the first to lie in the repository in a pack. */
  public boolean isFirst() {
    return whole.getObjectDatabase().getPacks().isEmpty();
  }

  /**
   * Writes down that all that came hangs on one commit; clones then need not count.
   *
   * @param types of what came
   */
  public void mapAll(ObjectId top, int objects, ToIntFunction<AnyObjectId> types)
      throws IOException {
    for (var pack : inside.getObjectDatabase().getPacks()) {
      if (pack.getIndex().getObjectCount() == objects) {
        WholeBitmap.write(pack, top, types);
      }
    }
  }

  /**
   * Lets the objects out; called with the repository's lock. They are kept from cleaning until the
   * quarantine ends, when refs lead to them.
   */
  public void release() throws IOException {
    for (var pack : files(folder.resolve("pack"), ".pack")) {
      release(pack);
    }
  }

  private void release(Path pack) throws IOException {
    var there = whole.getObjectDatabase().getPackDirectory().toPath();
    Files.createDirectories(there);
    var stem = pack.getFileName().toString().replaceFirst("\\.pack$", "");
    var keep = there.resolve(stem + ".keep");
    Files.writeString(keep, KEEP);
    keeps.add(keep);
    var target = there.resolve(pack.getFileName());
    if (Files.exists(target) && Files.exists(there.resolve(stem + ".idx"))) {
      return;
    }
    Files.move(pack, target);
    // The index comes last: with it, the pack is there.
    for (var other : files(pack.resolveSibling("."), "").stream().sorted(INDEX_LAST).toList()) {
      var name = other.getFileName().toString();
      if (name.startsWith(stem + ".") && !name.endsWith(".keep")) {
        Files.move(other, there.resolve(name));
      }
    }
    whole.getObjectDatabase().openPack(new File(target.toString()));
  }

  private static final Comparator<Path> INDEX_LAST =
      Comparator.comparing(file -> file.toString().endsWith(".idx"));

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  @Override
  public void close() throws IOException {
    inside.close();
    for (var keep : keeps) {
      Files.deleteIfExists(keep);
    }
    LeftFolders.delete(folder);
  }
}
