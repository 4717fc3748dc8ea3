package io.openluffy.git;

import io.openluffy.git.MaintenanceRules.Found;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.RefDirectory;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One round of keeping a repository in order, while others work with it. */
final class RepositoryOrder {
  private static final Logger LOG = LoggerFactory.getLogger(RepositoryOrder.class);

  /** When all of it was last put in order: the time of this file. */
  private static final String ORDERED = "openluffy-ordered";

  /** Who began to read an old pack is done by then; until then it lies in {@code preserved/}. */
  private static final Duration READERS = Duration.ofMinutes(15);

  private static final Duration TRANSFERS = Duration.ofDays(1);

  /** As git does: what nothing leads to is kept for two weeks. */
  private static final Duration UNREACHABLE = Duration.ofDays(14);

  private final OpenRepositories.Handle handle;
  private final FileRepository repository;
  private final InstantSource time;

  RepositoryOrder(OpenRepositories.Handle handle, InstantSource time) {
    if (!(handle.repository() instanceof FileRepository onDisk)) {
      throw new IllegalStateException("Only repositories on the disk are put in order");
    }
    this.handle = handle;
    this.repository = onDisk;
    this.time = time;
  }

  void keep() throws IOException {
    LeftFolders.removeHalves(bare(), time.instant().minus(TRANSFERS));
    LeftFolders.removeAll(preserved(), time.instant().minus(READERS));
    var packs = packs();
    var found = found(packs);
    if (MaintenanceRules.needsPackedRefs(found)) {
      packRefs();
    }
    var small = MaintenanceRules.combined(found);
    if (MaintenanceRules.needsOrder(found)) {
      putInOrder();
    } else if (small > 1) {
      combine(packs.subList(0, small));
    }
  }

  private Found found(List<Pack> packs) throws IOException {
    var ordered = bare().resolve(ORDERED);
    var last =
        Files.exists(ordered) ? Files.getLastModifiedTime(ordered).toInstant() : Instant.EPOCH;
    return new Found(
        packs.stream().map(RepositoryOrder::size).toList(),
        loose(),
        looseRefs().size(),
        Duration.between(last, time.instant()));
  }

  /** Those that may be touched, smallest first. */
  private List<Pack> packs() {
    return repository.getObjectDatabase().getPacks().stream()
        .filter(pack -> !pack.shouldBeKept())
        .sorted(Comparator.comparingLong(RepositoryOrder::size))
        .toList();
  }

  private static long size(Pack pack) {
    return pack.getPackFile().length();
  }

  private int loose() {
    int count = 0;
    for (int first = 0; first < 256; first++) {
      var names = new File(repository.getObjectsDirectory(), String.format("%02x", first)).list();
      count += names == null ? 0 : names.length;
    }
    return count;
  }

  private List<String> looseRefs() throws IOException {
    return repository.getRefDatabase().getRefs().stream()
        .filter(ref -> !ref.isSymbolic() && ref.getStorage().isLoose())
        .map(Ref::getName)
        .toList();
  }

  /** Takes the lock of each ref for a moment, so nobody may want to move one. */
  private void packRefs() throws IOException {
    handle.lock().lock();
    try {
      if (repository.getRefDatabase() instanceof RefDirectory refs) {
        refs.pack(looseRefs());
      }
    } finally {
      handle.lock().unlock();
    }
  }

  /** Everything that is reachable in one pack, with a bitmap, so that clones need not count. */
  private void putInOrder() throws IOException {
    packRefs();
    var gc = new GC(repository);
    gc.setProgressMonitor(new UntilInterrupted());
    gc.setPackConfig(config());
    gc.setExpire(time.instant().minus(UNREACHABLE));
    // A younger pack may belong to a push whose refs moved after we looked.
    gc.setPackExpire(time.instant().minus(READERS));
    try {
      gc.repack();
      gc.prune(Set.of());
    } catch (ParseException e) {
      throw new IOException("the repository's configuration has a date that is none", e);
    }
    touchPreserved();
    var ordered = bare().resolve(ORDERED);
    if (!Files.exists(ordered)) {
      Files.createFile(ordered);
    }
    Files.setLastModifiedTime(ordered, FileTime.from(time.instant()));
    LOG.atInfo().addKeyValue("repository", bare()).log("Put a repository in order");
  }

  /** What was moved there has the time of when it was made; it shall stay for the readers. */
  private void touchPreserved() throws IOException {
    if (Files.isDirectory(preserved())) {
      try (var files = Files.list(preserved())) {
        for (var file : files.toList()) {
          touch(file);
        }
      }
    }
  }

  private void touch(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(time.instant()));
    } catch (NoSuchFileException e) {
      // Somebody needed it and took it back.
    }
  }

  /** Small for a server with a small heap; one thread, so that users have the others. */
  private PackConfig config() {
    var config = new PackConfig(repository);
    config.setThreads(1);
    config.setDeltaSearchMemoryLimit(16 << 20);
    config.setDeltaCacheSize(8 << 20);
    config.setBigFileThreshold(8 << 20);
    config.setPreserveOldPacks(true);
    config.setPrunePreserved(false);
    config.setWaitPreventRacyPack(false);
    return config;
  }

  /** All objects of some packs in one, whether anything leads to them or not. */
  private void combine(List<Pack> packs) throws IOException {
    var whole = new CombinedPack(repository, config()).write(packs, new UntilInterrupted());
    handle.lock().lock();
    try {
      for (var pack : packs) {
        if (!pack.shouldBeKept() && !pack.getPackName().equals(whole.getPackName())) {
          preserve(pack);
        }
      }
    } finally {
      handle.lock().unlock();
    }
    LOG.atDebug()
        .addKeyValue("repository", bare())
        .addKeyValue("packs", packs.size())
        .log("Combined");
  }

  /** The pack goes first: without it nobody looks for the rest. */
  private void preserve(Pack pack) throws IOException {
    Files.createDirectories(preserved());
    var extensions = new ArrayList<>(List.of(PackExt.values()));
    extensions.remove(PackExt.PACK);
    extensions.addFirst(PackExt.PACK);
    for (var extension : extensions) {
      var file = pack.getPackFile().create(extension);
      if (file.exists()) {
        var kept = file.createPreservedForDirectory(preserved().toFile()).toPath();
        Files.deleteIfExists(kept);
        Files.move(file.toPath(), kept);
        touch(kept);
      }
    }
  }

  private Path bare() {
    return repository.getDirectory().toPath();
  }

  private Path preserved() {
    return repository.getObjectDatabase().getPreservedDirectory().toPath();
  }

  /** A server that stops does not wait for us; what is half done is taken away. */
  private static final class UntilInterrupted extends EmptyProgressMonitor {
    @Override
    public boolean isCancelled() {
      return Thread.currentThread().isInterrupted();
    }
  }
}
