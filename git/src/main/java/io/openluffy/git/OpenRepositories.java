package io.openluffy.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/** The bare repositories on our disk, each opened once and shared, with one lock each. */
public final class OpenRepositories implements AutoCloseable {
  private final Map<Path, Handle> handles = new ConcurrentHashMap<>();
  private final PackLimits limits;

  /**
   * @param lock held by whoever moves refs and tells of it, so that both happen in one order
   */
  public record Handle(Repository repository, ReentrantLock lock) {}

  public OpenRepositories() {
    this(GitSettings.DEFAULTS.repositoryBytes());
  }

  /**
   * @param packBytes how much may come in at once
   */
  public OpenRepositories(long packBytes) {
    this.limits = PackLimits.ofMirrors(packBytes);
    IsolatedSystemReader.install();
  }

  public Handle open(Path bare) throws IOException {
    var known = handles.get(bare);
    if (known != null) {
      return known;
    }
    synchronized (handles) {
      var other = handles.get(bare);
      if (other != null) {
        return other;
      }
      var handle = new Handle(opened(bare), new ReentrantLock());
      handles.put(bare, handle);
      return handle;
    }
  }

  /** Makes an empty bare repository, unless there is one. */
  public Handle create(Path bare, String defaultBranch) throws IOException {
    synchronized (handles) {
      if (!exists(bare)) {
        Files.createDirectories(bare);
        try (var made = new FileRepository(bare.toFile())) {
          made.create(true);
          made.updateRef("HEAD").link("refs/heads/" + defaultBranch);
        }
      }
      return open(bare);
    }
  }

  public static boolean exists(Path bare) {
    return RepositoryCache.FileKey.isGitRepository(bare.toFile(), FS.DETECTED);
  }

  private Repository opened(Path bare) throws IOException {
    if (!exists(bare)) {
      throw new RepositoryNotFoundException(bare.toFile());
    }
    // Nobody in this process has it open yet, and the home belongs to this process.
    LeftLocks.remove(bare, Instant.MAX);
    LeftFolders.remove(bare);
    var place = new FileRepositoryBuilder().setGitDir(bare.toFile()).setBare().setup();
    var repository = new BoundedRepository(place, limits);
    // A quarantine reads through its neighbour, and that shall be this one.
    RepositoryCache.register(repository);
    return repository;
  }

  /** Lets go of a repository whose folder is about to be moved or removed. */
  public void forget(Path bare) {
    var handle = handles.remove(bare);
    if (handle != null) {
      RepositoryCache.unregister(handle.repository());
      handle.repository().close();
    }
  }

  @Override
  public void close() {
    handles.keySet().forEach(this::forget);
  }
}
