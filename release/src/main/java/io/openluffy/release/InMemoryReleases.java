package io.openluffy.release;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Store;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** Releases as a test put them; like the stored ones, they can't be read within a transaction. */
public final class InMemoryReleases implements Releases {
  private final Store store;
  private final Map<ReleaseId, Release> all = new ConcurrentSkipListMap<>();

  public InMemoryReleases(Store store) {
    this.store = store;
  }

  public void put(Release release) {
    all.put(release.id(), release);
  }

  /** The oldest first. */
  public List<Release> all() {
    return all.values().stream().sorted(Comparator.comparingLong(Release::number)).toList();
  }

  @Override
  public Optional<Release> find(ReleaseId id) {
    return store.read(transaction -> Optional.ofNullable(all.get(id)));
  }

  @Override
  public List<Release> list(ProjectName project, int limit) {
    return all().reversed().stream()
        .filter(release -> release.project().equals(project))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Release> open() {
    return all().stream().filter(release -> release.state().isOpen()).toList();
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
