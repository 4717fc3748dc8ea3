package io.openluffy.release.intake;

import io.openluffy.git.Commit;
import io.openluffy.git.ContentId;
import io.openluffy.git.Push;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.release.Pipeline;
import io.openluffy.release.ProjectName;
import io.openluffy.release.PushOutcome;
import io.openluffy.release.PushOutcome.Verdict;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.ReleaseState;
import io.openluffy.release.ReleaseTables;
import io.openluffy.release.ReleaseTables.OpenRelease;
import io.openluffy.release.ReleaseTables.ReleaseNumber;
import io.openluffy.release.intake.PushRules.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what a push came to: its outcome, its releases, and the older ones it supersedes. */
final class PushRecord {
  private static final int LONGEST_MESSAGE = 10_000;

  private final Push push;
  private final ProjectName project;
  private final Instant now;

  PushRecord(Push push, ProjectName project, Instant now) {
    this.push = push;
    this.project = project;
    this.now = now;
  }

  PushOutcome write(
      Transaction transaction,
      Decision decision,
      Optional<Commit> commit,
      Optional<ContentId> content,
      Map<String, String> irreversible) {
    var known = transaction.find(ReleaseTables.PUSH_OUTCOME, push.id());
    if (known.isPresent()) {
      return known.get();
    }
    var verdict =
        switch (decision) {
          case Decision.Nothing nothing -> nothing.verdict();
          case Decision.Release release ->
              releases(
                  transaction,
                  release.pipelines(),
                  commit.orElseThrow(),
                  content.orElseThrow(),
                  irreversible);
        };
    if (push.isDeletion()) {
      failOpen(transaction);
    }
    var outcome = new PushOutcome(push.id(), project, push.branch(), push.after(), verdict, now);
    transaction.put(ReleaseTables.PUSH_OUTCOME, outcome);
    transaction.record(fact(outcome));
    return outcome;
  }

  private Verdict releases(
      Transaction transaction,
      List<Pipeline> pipelines,
      Commit commit,
      ContentId content,
      Map<String, String> irreversible) {
    var ids = new ArrayList<ReleaseId>();
    for (var pipeline : pipelines) {
      var release =
          release(transaction, pipeline, commit, content)
              .irreversible(Optional.ofNullable(irreversible.get(pipeline.name())));
      supersede(transaction, release);
      transaction.put(ReleaseTables.RELEASE, release);
      transaction.put(
          ReleaseTables.RELEASE_NUMBER, new ReleaseNumber(project, release.number(), release.id()));
      transaction.put(ReleaseTables.OPEN_RELEASE, new OpenRelease(release.id(), project));
      transaction.record(ReleaseFacts.accepted(release));
      ids.add(release.id());
    }
    return new Verdict.Released(ids);
  }

  private Release release(
      Transaction transaction, Pipeline pipeline, Commit commit, ContentId content) {
    var message = commit.message();
    return new Release(
        freshId(transaction, pipeline.name() + "-" + commit.id().abbreviated()),
        project,
        nextNumber(transaction),
        pipeline,
        push.branch(),
        commit.id(),
        commit.author(),
        push.by(),
        message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)),
        content,
        pipeline.tag().render(push.branch(), commit.id()),
        List.of(),
        push.at(),
        new ReleaseState.Accepted());
  }

  private static ReleaseId freshId(Transaction transaction, String name) {
    var id = name;
    for (int i = 2; transaction.find(ReleaseTables.RELEASE, id).isPresent(); i++) {
      id = name + "-" + i;
    }
    return new ReleaseId(id);
  }

  private long nextNumber(Transaction transaction) {
    var last =
        transaction.last(ReleaseTables.RELEASE_NUMBER, "project", project.value(), 1).stream()
            .mapToLong(ReleaseNumber::number)
            .max()
            .orElse(0);
    var next = last + 1;
    while (transaction
        .find(ReleaseTables.RELEASE_NUMBER, ReleaseNumber.key(project, next))
        .isPresent()) {
      next++;
    }
    return next;
  }

  private void supersede(Transaction transaction, Release newer) {
    for (var older : open(transaction)) {
      if (older.pipeline().name().equals(newer.pipeline().name())) {
        close(transaction, older.in(new ReleaseState.Superseded(now, newer.id())));
      }
    }
  }

  private void failOpen(Transaction transaction) {
    for (var release : open(transaction)) {
      if (release.branch().equals(push.branch())) {
        var problem =
            Problem.user(
                "release.branch-deleted",
                "The branch '" + push.branch() + "' was deleted before the images were ready.",
                Where.of("release/" + release.id()),
                "Push the branch again.");
        close(transaction, release.in(new ReleaseState.Failed(now, problem)));
      }
    }
  }

  private static void close(Transaction transaction, Release release) {
    transaction.put(ReleaseTables.RELEASE, release);
    transaction.delete(ReleaseTables.OPEN_RELEASE, release.id().value());
    transaction.record(ReleaseFacts.changed(release));
  }

  private List<Release> open(Transaction transaction) {
    return transaction.list(ReleaseTables.OPEN_RELEASE).stream()
        .filter(open -> open.project().equals(project))
        .flatMap(open -> transaction.find(ReleaseTables.RELEASE, open.release().value()).stream())
        .filter(release -> release.state().isOpen())
        .toList();
  }

  private Fact fact(PushOutcome outcome) {
    var about = "project/" + project;
    var commit = push.after().map(id -> id.hex()).orElse("");
    return switch (outcome.verdict()) {
      case Verdict.Released released ->
          new Fact(
              "push.released",
              about,
              Map.of(
                  "push",
                  push.id(),
                  "commit",
                  commit,
                  "releases",
                  released.releases().stream().map(ReleaseId::value).toList()));
      case Verdict.Skipped skipped ->
          new Fact(
              "push.skipped",
              about,
              Map.of("push", push.id(), "commit", commit, "reason", skipped.reason()));
      case Verdict.Refused refused ->
          new Fact(
              "push.refused",
              about,
              Map.of(
                  "push",
                  push.id(),
                  "commit",
                  commit,
                  "problems",
                  refused.problems().stream().limit(20).map(Problem::inWords).toList()));
    };
  }
}
