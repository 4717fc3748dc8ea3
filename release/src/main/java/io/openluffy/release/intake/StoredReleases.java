package io.openluffy.release.intake;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Store;
import io.openluffy.release.LogLine;
import io.openluffy.release.ProjectName;
import io.openluffy.release.PushOutcome;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.ReleaseState;
import io.openluffy.release.ReleaseTables;
import io.openluffy.release.ReleaseTables.OpenRelease;
import io.openluffy.release.Releases;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Releases in the store. */
public final class StoredReleases implements Releases {
  private static final String ABOUT = "release/";

  private final Store store;
  private final BuildLogs logs;

  public StoredReleases(Store store, BuildLogs logs) {
    this.store = store;
    this.logs = logs;
  }

  @Override
  public Optional<Release> find(ReleaseId id) {
    return store.read(transaction -> transaction.find(ReleaseTables.RELEASE, id.value()));
  }

  @Override
  public List<Release> list(ProjectName project, int limit) {
    return store.read(
        transaction ->
            transaction
                .last(ReleaseTables.RELEASE_NUMBER, "project", project.value(), limit)
                .stream()
                .flatMap(
                    row -> transaction.find(ReleaseTables.RELEASE, row.release().value()).stream())
                .sorted(Comparator.comparingLong(Release::number).reversed())
                .toList());
  }

  @Override
  public List<Release> open() {
    return store.read(
        transaction ->
            transaction.list(ReleaseTables.OPEN_RELEASE).stream()
                .flatMap(
                    row -> transaction.find(ReleaseTables.RELEASE, row.release().value()).stream())
                .sorted(Comparator.comparing(Release::pushedAt).thenComparingLong(Release::number))
                .toList());
  }

  @Override
  public List<PushOutcome> pushes(ProjectName project, int limit) {
    return store.read(
        transaction ->
            transaction.last(ReleaseTables.PUSH_OUTCOME, "project", project.value(), limit).stream()
                .sorted(Comparator.comparing(PushOutcome::push).reversed())
                .toList());
  }

  @Override
  public Optional<PushOutcome> push(String id) {
    return store.read(transaction -> transaction.find(ReleaseTables.PUSH_OUTCOME, id));
  }

  @Override
  public List<LogLine> buildLog(ReleaseId id, long after, int limit) {
    return logs.lines(id, after, limit);
  }

  @Override
  public AutoCloseable followLog(ReleaseId id, Consumer<LogLine> follower) {
    return logs.follow(id, follower);
  }

  @Override
  public AutoCloseable follow(Consumer<ReleaseId> follower) {
    return store
        .journal()
        .follow(
            entry -> {
              var about = entry.fact().about();
              if (entry.fact().what().startsWith("release.") && about.startsWith(ABOUT)) {
                follower.accept(new ReleaseId(about.substring(ABOUT.length())));
              }
            });
  }

  @Override
  public Optional<Problem> retry(ReleaseId id, Actor actor) {
    return store.write(
        actor,
        transaction -> {
          var release = transaction.find(ReleaseTables.RELEASE, id.value());
          if (release.isEmpty() || !(release.get().state() instanceof ReleaseState.Failed)) {
            return Optional.of(notFailed(id, release));
          }
          var again = release.get().in(new ReleaseState.Accepted());
          transaction.put(ReleaseTables.RELEASE, again);
          transaction.put(ReleaseTables.OPEN_RELEASE, new OpenRelease(id, again.project()));
          transaction.record(ReleaseFacts.retried(again));
          return Optional.empty();
        });
  }

  private static Problem notFailed(ReleaseId id, Optional<Release> release) {
    return Problem.user(
        release.isEmpty() ? "release.not-found" : "release.not-failed",
        release.isEmpty()
            ? "There is no such release."
            : "The release has not failed: it is "
                + release.get().state().getClass().getSimpleName()
                + ".",
        Where.of(ABOUT + id),
        "");
  }
}
