package io.openluffy.playground.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * What a sweep took away.
 *
 * @param manifests links of repositories to manifests
 * @param blobs links of repositories to blobs
 * @param bytes of disk that became free
 * @param names the first of them, as {@code repository@digest}
 */
public record Swept(int manifests, int blobs, int uploads, long bytes, List<String> names) {
  private static final int MOST_NAMES = 1_000;

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

    Swept sum() {
      return new Swept(manifests, blobs, uploads, bytes, names);
    }

    private void name(RepositoryName repository, Digest digest) {
      if (names.size() < MOST_NAMES) {
        names.add(repository + "@" + digest);
      }
    }
  }
}
