package io.openluffy.git;

import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Looks at a watched repository and records what was pushed: at once when a webhook asks, and now
 * and then as the safety net. The body of the loop {@code git}, keyed by repository.
 */
public final class Poller implements Reconciler<RepositoryUrl> {
  private final Git git;
  private final Pushes pushes;
  private final Store store;
  private final RepositoryLocator locator;
  private final Recovery recovery;
  private final Duration interval;
  private final RandomGenerator random;

  public Poller(
      Git git,
      Pushes pushes,
      Store store,
      RepositoryLocator locator,
      Recovery recovery,
      Duration interval,
      RandomGenerator random) {
    this.git = git;
    this.pushes = pushes;
    this.store = store;
    this.locator = locator;
    this.recovery = recovery;
    this.interval = interval;
    this.random = random;
  }

  @Override
  public Outcome reconcile(RepositoryUrl url) {
    if (!pushes.watched().contains(locator.canonical(url))) {
      return Outcome.done();
    }
    var request = store.read(transaction -> transaction.find(LookRequest.TABLE, url.value()));
    if (locator.locate(url).isPresent()) {
      recovery.recover(url);
    } else {
      look(url, request.map(LookRequest::by));
    }
    request.ifPresent(this::answered);
    return Outcome.doneFor(PollRules.next(interval, random.nextDouble()));
  }

  private void look(RepositoryUrl url, Optional<Actor> asked) {
    var before = pushes.heads(url);
    git.fetch(url);
    pushes.observe(
        url,
        before,
        git.branches(url),
        (older, newer) -> isKnownBy(url, older, newer),
        (branch, after) -> asked.orElseGet(() -> committer(url, after)));
  }

  /** After a forced push the old commit may be gone. */
  private boolean isKnownBy(RepositoryUrl url, CommitId older, CommitId newer) {
    return git.resolve(url, older.hex()).isPresent() && git.isAncestor(url, older, newer);
  }

  private Actor committer(RepositoryUrl url, Optional<CommitId> after) {
    var name = after.map(commit -> git.commit(url, commit).author().name()).orElse("unknown");
    return new Actor(name, Door.POLL);
  }

  /** A request that came while we looked stays for the next look. */
  private void answered(LookRequest request) {
    store.update(
        Actor.OPENLUFFY,
        transaction -> {
          var key = request.repository().value();
          if (transaction.find(LookRequest.TABLE, key).equals(Optional.of(request))) {
            transaction.delete(LookRequest.TABLE, key);
          }
        });
  }

  /** How long after a start the first look comes, while nobody asks for one. */
  public Duration first() {
    return PollRules.first(random.nextDouble());
  }
}
