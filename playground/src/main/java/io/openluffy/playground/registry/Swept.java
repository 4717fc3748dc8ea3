package io.openluffy.playground.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a sweep took away.
 *
 * @param manifests links of repositories to manifests
 * @param blobs links of repositories to blobs
 * @param bytes of disk that became free
 * @param names the first of them, as {@code repository@digest}
 * @param kept what stays, and why
 */
public record Swept(
    int manifests, int blobs, int uploads, long bytes, List<String> names, Kept kept) {
  private static final int MOST_NAMES = 1_000;

  /**
   * Links that stay, each counted by the first reason that protects it.
   *
   * @param tagged manifests with a tag
   * @param inUse manifests without one that something outside of the registry names
   * @param young manifests that were pushed or asked for within the grace
   * @param related manifests that one of these lists, or that refer to one of these
   * @param named blobs that a manifest that stays names
   * @param youngBlobs others that were pushed or asked for within the grace
   */
  public record Kept(int tagged, int inUse, int young, int related, int named, int youngBlobs) {}

  public Swept {
    names = List.copyOf(names);
  }

  public boolean isNothing() {
    return manifests == 0 && blobs == 0 && uploads == 0 && bytes == 0;
  }

  /** Counts while a sweep goes on. */
  static final class Tally {
    private final List<String> names = new ArrayList<>();
    private int manifests;
    private int blobs;
    private int uploads;
    private long bytes;
    private int tagged;
    private int inUse;
    private int young;
    private int related;
    private int named;
    private int youngBlobs;

    void manifest(RepositoryName repository, Digest digest) {
      manifests++;
      name(repository, digest);
    }

    void blob(RepositoryName repository, Digest digest) {
      blobs++;
      name(repository, digest);
    }

    void upload(long size) {
      uploads++;
      bytes += size;
    }

    void content(long size) {
      bytes += size;
    }

    /** Each set of manifests that is protected for a reason, the strongest first. */
    void stays(Set<Digest> all, Set<Digest> withTag, Set<Digest> wanted, Set<Digest> fresh) {
      for (var one : all) {
        if (withTag.contains(one)) {
          tagged++;
        } else if (wanted.contains(one)) {
          inUse++;
        } else if (fresh.contains(one)) {
          young++;
        } else {
          related++;
        }
      }
    }

    void blobStays(boolean byManifest) {
      if (byManifest) {
        named++;
      } else {
        youngBlobs++;
      }
    }

    Swept sum() {
      var kept = new Kept(tagged, inUse, young, related, named, youngBlobs);
      return new Swept(manifests, blobs, uploads, bytes, names, kept);
    }

    private void name(RepositoryName repository, Digest digest) {
      if (names.size() < MOST_NAMES) {
        names.add(repository + "@" + digest);
      }
    }
  }
}
