package io.openluffy.git;

import io.openluffy.kernel.store.Table;
import java.time.Instant;
import java.util.Optional;

/**
 * A repository whose pushes count.
 *
 * @param baseline since when its heads are known; what was there before is no push
 * @param pushes how many were recorded
 */
record WatchedRepository(
    RepositoryUrl repository, Instant since, Optional<Instant> baseline, long pushes) {
  static final Table<WatchedRepository> TABLE =
      new Table<>("watched_repository", WatchedRepository.class, row -> row.repository().value());

  WatchedRepository withBaseline(Instant at) {
    return new WatchedRepository(repository, since, Optional.of(at), pushes);
  }

  WatchedRepository withNextPush() {
    return new WatchedRepository(repository, since, baseline, pushes + 1);
  }
}
