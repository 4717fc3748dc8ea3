package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Store;
import io.openluffy.release.LogLine;
import io.openluffy.release.ProjectName;
import io.openluffy.release.PushOutcome;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.Releases;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** Releases as the test put them; like the real ones, they can't be read within a transaction. */
final class FixedReleases implements Releases {
  private final Store store;
  private final Map<ReleaseId, Release> all = new ConcurrentSkipListMap<>();

  FixedReleases(Store store) {
    this.store = store;
  }

  void put(Release release) {
    all.put(release.id(), release);
  }

  List<Release> all() {
    return all.values().stream().sorted(Comparator.comparingLong(Release::number)).toList();
  }

  @Override
  public Optional<Release> find(ReleaseId id) {
    return store.read(transaction -> Optional.ofNullable(all.get(id)));
  }

  @Override
  public List<Release> list(ProjectName project, int limit) {
    return all().reversed().stream().limit(limit).toList();
  }

  @Override
  public List<Release> open() {
    return List.of();
  }

  @Override
  public List<PushOutcome> pushes(ProjectName project, int limit) {
    return List.of();
  }

  @Override
  public Optional<PushOutcome> push(String id) {
    return Optional.empty();
  }

  @Override
  public List<LogLine> buildLog(ReleaseId id, long after, int limit) {
    return List.of();
  }

  @Override
  public AutoCloseable followLog(ReleaseId id, Consumer<LogLine> follower) {
    return () -> {};
  }

  @Override
  public AutoCloseable follow(Consumer<ReleaseId> follower) {
    return () -> {};
  }

  @Override
  public Optional<Problem> retry(ReleaseId id, Actor actor) {
    return Optional.empty();
  }
}
