package io.openluffy.notice;

import io.openluffy.git.CommitId;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.JournalEntry;
import io.openluffy.kernel.store.Store;
import io.openluffy.notice.NoticeTables.Cursor;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Projects;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.Releases;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads the journal from where it stopped and turns facts into statuses; how far it is, is written
 * in the same transaction, so that no fact is lost or said twice.
 */
public final class StatusFollower implements Reconciler<String> {
  /** The only key there is. */
  public static final String KEY = "commit-status";

  private static final int AT_ONCE = 200;

  private final Store store;
  private final Projects projects;
  private final Releases releases;
  private final Predicate<RepositoryUrl> ours;
  private final Consumer<String> due;

  /**
   * @param ours whether a repository lies on our own server, which needs no telling
   * @param due told the key of each status that has to be sent
   */
  public StatusFollower(
      Store store,
      Projects projects,
      Releases releases,
      Predicate<RepositoryUrl> ours,
      Consumer<String> due) {
    this.store = store;
    this.projects = projects;
    this.releases = releases;
    this.ours = ours;
    this.due = due;
  }

  @Override
  public Outcome reconcile(String key) {
    long read = store.read(t -> t.find(NoticeTables.CURSOR, KEY)).map(Cursor::number).orElse(0L);
    var entries = store.journal().after(read, AT_ONCE);
    if (entries.isEmpty()) {
      return Outcome.done();
    }
    var statuses = new LinkedHashMap<String, CommitStatus>();
    for (var entry : entries) {
      status(entry).ifPresent(status -> statuses.put(status.key(), status));
    }
    keep(List.copyOf(statuses.values()), read, entries.getLast().number());
    FaultPoints.at("notice.recorded");
    return Outcome.doneFor(Duration.ofMillis(1));
  }

  private void keep(List<CommitStatus> statuses, long from, long to) {
    store.update(
        Actor.OPENLUFFY,
        transaction -> {
          long now = transaction.find(NoticeTables.CURSOR, KEY).map(Cursor::number).orElse(0L);
          if (now != from) {
            return;
          }
          for (var status : statuses) {
            transaction.put(NoticeTables.COMMIT_STATUS, status);
            if (status.isDue()) {
              transaction.afterCommit(() -> due.accept(status.key()));
            }
          }
          transaction.put(NoticeTables.CURSOR, new Cursor(KEY, to));
        });
  }

  private Optional<CommitStatus> status(JournalEntry entry) {
    var fact = entry.fact();
    int slash = fact.about().indexOf('/');
    var noun = slash < 0 ? "" : fact.about().substring(0, slash);
    var id = fact.about().substring(slash + 1);
    return switch (noun) {
      case "release" ->
          release(id)
              .flatMap(
                  release ->
                      StatusRules.ofRelease(fact, release.pipeline().name())
                          .flatMap(word -> status(entry, release, word)));
      case "promotion" ->
          release(StatusRules.detail(fact, "release"))
              .flatMap(
                  release ->
                      StatusRules.ofPromotion(fact).flatMap(word -> status(entry, release, word)));
      case "project" -> StatusRules.ofProject(fact).flatMap(word -> config(entry, id, word));
      default -> Optional.empty();
    };
  }

  private Optional<Release> release(String id) {
    return id.isEmpty() ? Optional.empty() : releases.find(new ReleaseId(id));
  }

  private Optional<CommitStatus> status(
      JournalEntry entry, Release release, StatusRules.Word word) {
    return projects
        .find(release.project())
        .map(project -> status(entry, project.repository(), release.commit(), word));
  }

  private Optional<CommitStatus> config(JournalEntry entry, String name, StatusRules.Word word) {
    var commit = StatusRules.detail(entry.fact(), "commit");
    if (!commit.matches("[0-9a-f]{40}") || !ProjectName.isValid(name)) {
      return Optional.empty();
    }
    return projects
        .find(new ProjectName(name))
        .map(project -> status(entry, project.repository(), new CommitId(commit), word));
  }

  private CommitStatus status(
      JournalEntry entry, RepositoryUrl repository, CommitId commit, StatusRules.Word word) {
    return new CommitStatus(
        repository,
        commit,
        word.context(),
        word.verdict(),
        word.description(),
        entry.at(),
        Optional.of(entry.fact().about()),
        entry.number(),
        ours.test(repository) ? CommitStatus.TOLD : CommitStatus.DUE);
  }
}
