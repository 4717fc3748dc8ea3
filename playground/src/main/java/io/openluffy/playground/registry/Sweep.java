package io.openluffy.playground.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what nobody uses: manifests without a tag, an index, a subject or a name elsewhere;
 * blobs that no manifest names; content that no repository has; uploads that were given up.
 *
 * <p>It decides by what it has seen before, at its leisure. What keeps this safe beside pushes is
 * the age of the files: whoever is told that something is there, or links it, makes it young (see
 * {@link RegistryFiles#using}), and each age is asked again while nobody can do that. It keeps no
 * state: when it is killed, the next one does the rest.
 */
public final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final RegistryFiles files;
  private final InstantSource clock;
  private final Grace grace;

  public Sweep(RegistryFiles files, InstantSource clock, Grace grace) {
    this.files = files;
    this.clock = clock;
    this.grace = grace;
  }

  /**
   * Removes what was unused for its grace.
   *
   * @param named digests that something outside of the registry runs or may go back to
   */
  public Swept run(Set<Digest> named) throws IOException {
    var swept = new Round(named, false).go();
    files.swept();
    return swept;
  }

  /** Tells what {@link #run} would remove now, and changes nothing. */
  public Swept rehearse(Set<Digest> named) throws IOException {
    return new Round(named, true).go();
  }

  private interface Old {
    boolean is(Digest digest) throws IOException;

    default boolean all(Collection<Digest> digests) throws IOException {
      for (var digest : digests) {
        if (!is(digest)) {
          return false;
        }
      }
      return true;
    }
  }

  private interface Removal {
    void of(Digest digest) throws IOException;
  }

  /** One walk through the registry. */
  private final class Round {
    private final Set<Digest> named;
    private final boolean rehearsal;
    private final Instant before = clock.instant().minus(grace.content());
    private final Instant abandoned = clock.instant().minus(grace.uploads());
    private final Set<Digest> linked = new HashSet<>();
    private final Swept.Tally swept = new Swept.Tally();

    Round(Set<Digest> named, boolean rehearsal) {
      this.named = named;
      this.rehearsal = rehearsal;
    }

    Swept go() throws IOException {
      for (var name : files.all()) {
        repository(name, files.repository(name));
      }
      files.forEachContent(this::content);
      return swept.sum();
    }

    private void repository(RepositoryName name, RepositoryFiles repository) throws IOException {
      uploads(repository);
      var goneManifests = new HashSet<Digest>();
      var goneBlobs = new HashSet<Digest>();
      try {
        var used = manifests(repository, goneManifests);
        blobs(repository, used, goneBlobs);
      } catch (UnreadableManifest e) {
        LOG.atWarn().addKeyValue("repository", name).setCause(e).log("not swept");
      }
      goneManifests.forEach(digest -> swept.manifest(name, digest));
      goneBlobs.forEach(digest -> swept.blob(name, digest));
      stay(repository.manifests(), goneManifests);
      stay(repository.blobs(), goneBlobs);
    }

    /** A rehearsal leaves the links, so what is gone is what was taken, not what is missing. */
    private void stay(List<Digest> links, Set<Digest> gone) {
      links.stream().filter(digest -> !gone.contains(digest)).forEach(linked::add);
    }

    /** Removes manifests; the blobs that are named by those that stay. */
    private Set<Digest> manifests(RepositoryFiles repository, Set<Digest> gone) throws IOException {
      var graph = ManifestGraph.of(files, repository);
      var tagged = tagged(repository);
      var young = young(repository, graph.manifests());
      var roots = new HashSet<>(graph.manifests());
      roots.retainAll(named);
      roots.addAll(tagged);
      roots.addAll(young);
      var kept = graph.keptBy(roots);
      var doomed = new HashSet<>(graph.manifests());
      doomed.removeAll(kept);
      for (var group : graph.groups(doomed)) {
        var taken =
            take(
                group,
                digest -> repository.isManifestOlder(digest, before),
                digest -> repository.removeUntagged(digest, graph.subject(digest)));
        (taken ? gone : young).addAll(group); // somebody asked for it meanwhile
      }
      kept.addAll(young);
      var used = new HashSet<Digest>();
      kept.forEach(digest -> used.addAll(graph.blobs(digest)));
      kept.retainAll(graph.manifests());
      swept.stays(kept, tagged, named, young);
      return used;
    }

    private static Set<Digest> tagged(RepositoryFiles repository) throws IOException {
      var found = new HashSet<Digest>();
      for (var text : repository.tags()) {
        var tag = Tag.parse(text);
        if (tag.isPresent()) {
          repository.tagged(tag.get()).ifPresent(found::add);
        }
      }
      return found;
    }

    private Set<Digest> young(RepositoryFiles repository, Collection<Digest> manifests)
        throws IOException {
      var found = new HashSet<Digest>();
      for (var digest : manifests) {
        if (!repository.isManifestOlder(digest, before)) {
          found.add(digest);
        }
      }
      return found;
    }

    private void blobs(RepositoryFiles repository, Set<Digest> used, Set<Digest> gone)
        throws IOException {
      for (var digest : repository.blobs()) {
        if (!used.contains(digest)
            && take(
                List.of(digest),
                one -> repository.isBlobOlder(one, before),
                repository::removeBlob)) {
          gone.add(digest);
        } else {
          swept.blobStays(used.contains(digest));
        }
      }
    }

    private void content(Digest digest) throws IOException {
      var file = files.content(digest);
      if (!linked.contains(digest) && DurableFiles.isOlder(file, before)) {
        var size = Files.size(file);
        if (take(
            List.of(digest),
            one -> DurableFiles.isOlder(file, before),
            one -> Files.delete(file))) {
          swept.content(size);
        }
      }
    }

    private void uploads(RepositoryFiles repository) throws IOException {
      for (var id : repository.uploads()) {
        var upload = repository.upload(id);
        if (DurableFiles.isOlder(upload, abandoned)) {
          var size = files.uploads().alone(upload, () -> abandon(upload), -1L);
          if (size >= 0) {
            swept.upload(size);
          }
        }
      }
    }

    private long abandon(Path upload) throws IOException {
      if (!DurableFiles.isOlder(upload, abandoned)) {
        return -1;
      }
      var size = Files.size(upload);
      if (!rehearsal) {
        Files.delete(upload);
      }
      return size;
    }

    /** Removes all of them if all are still old while nobody can make them young; else none. */
    private boolean take(Collection<Digest> all, Old old, Removal removal) throws IOException {
      return rehearsal
          ? old.all(all)
          : files.removing(
              () -> {
                if (!old.all(all)) {
                  return false;
                }
                for (var one : all) {
                  removal.of(one);
                }
                return true;
              });
    }
  }
}
