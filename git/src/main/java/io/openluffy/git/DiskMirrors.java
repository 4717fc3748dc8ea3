package io.openluffy.git;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bare mirrors in {@code <home>/mirrors/<hash of the URL>}; repositories of our own are opened
 * where they lie. A mirror is a cache: one that is broken is put aside and fetched anew.
 */
final class DiskMirrors implements Mirrors {
  private static final Logger LOG = LoggerFactory.getLogger(DiskMirrors.class);
  private static final String FETCHED = "openluffy-fetched";

  private final Path home;
  private final OpenRepositories open;
  private final RepositoryLocator locator;
  private final Remote remote;
  private final Map<RepositoryUrl, FetchLane> lanes = new ConcurrentHashMap<>();

  DiskMirrors(Path home, OpenRepositories open, RepositoryLocator locator, Remote remote) {
    this.home = home.toAbsolutePath().normalize();
    this.open = open;
    this.locator = locator;
    this.remote = remote;
  }

  @Override
  public void fetch(RepositoryUrl url) {
    if (locator.locate(url).isPresent()) {
      return;
    }
    requireForeign(url);
    try {
      var handle = open.create(folder(url), "main");
      lanes.computeIfAbsent(url, u -> new FetchLane(handle.lock())).run(() -> fetchNow(url));
    } catch (IOException e) {
      throw GitProblems.storage(url, e);
    }
  }

  /** Our own files are not for reading through a file:// address. */
  private void requireForeign(RepositoryUrl url) {
    if (url.isFile() && Path.of(java.net.URI.create(url.value())).normalize().startsWith(home)) {
      throw Problem.user(
              "git.bad-url",
              "This folder belongs to the server.",
              Where.of(url.value()),
              "Use the address under /git/ for repositories of the server.")
          .asException();
    }
  }

  private void fetchNow(RepositoryUrl url) {
    var folder = folder(url);
    try {
      fetchInto(url, open.create(folder, "main").repository());
    } catch (MissingObjectException | CorruptObjectException | RepositoryNotFoundException e) {
      LOG.atWarn().addKeyValue("repository", url).setCause(e).log("Fetches a broken mirror anew");
      try {
        putAside(folder);
        fetchInto(url, open.create(folder, "main").repository());
      } catch (IOException again) {
        throw GitProblems.storage(url, again);
      }
    } catch (IOException e) {
      throw GitProblems.storage(url, e);
    }
  }

  private void fetchInto(RepositoryUrl url, Repository copy) throws IOException {
    remote.fetch(url, copy);
    var fetched = folder(url).resolve(FETCHED);
    if (!Files.exists(fetched)) {
      Files.writeString(fetched, url + "\n");
    }
  }

  private void putAside(Path folder) throws IOException {
    open.forget(folder);
    var aside = folder.resolveSibling(folder.getFileName() + ".broken");
    LeftFolders.delete(aside);
    Files.move(folder, aside);
  }

  @Override
  public <R> R read(RepositoryUrl url, Work<R> work) {
    try {
      return work.on(handle(url).repository());
    } catch (UncheckedIOException e) {
      throw GitProblems.storage(url, e);
    } catch (RepositoryNotFoundException e) {
      throw Problem.user("git.not-found", "There is no such repository.", Where.of(url.value()), "")
          .asException(e);
    } catch (IOException e) {
      throw GitProblems.storage(url, e);
    }
  }

  private OpenRepositories.Handle handle(RepositoryUrl url) throws IOException {
    var ours = locator.locate(url);
    if (ours.isPresent()) {
      return open.open(ours.get());
    }
    if (!Files.exists(folder(url).resolve(FETCHED))) {
      fetch(url);
    }
    return open.open(folder(url));
  }

  @Override
  public <R> R alone(RepositoryUrl url, Work<R> work) {
    return read(
        url,
        repository -> {
          var lock = handle(url).lock();
          lock.lock();
          try {
            return work.on(repository);
          } finally {
            lock.unlock();
          }
        });
  }

  @Override
  public boolean move(
      RepositoryUrl url, Repository copy, String branch, ObjectId expected, ObjectId next)
      throws IOException {
    if (locator.locate(url).isPresent()) {
      return RefMoves.move(copy, branch, expected, next);
    }
    return remote.push(url, copy, branch, expected, next);
  }

  private Path folder(RepositoryUrl url) {
    return home.resolve("mirrors").resolve(Sha256.name(url.value(), 32) + ".git");
  }
}
