package io.openluffy.git;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.Store;
import io.openluffy.kernel.store.Table;
import io.openluffy.kernel.store.Transaction;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The pushes of the repositories we watch: each recorded once, in order, in one transaction with
 * the head it moved and the journal's {@code git.pushed}.
 *
 * <p>The recorded head of a branch is the guard: a push is recorded only if it begins where the
 * last one ended, so webhook, poll, git server and our own commits may all report the same move.
 */
public final class Pushes implements BranchMoves {
  public static final Table<Push> TABLE = new Table<>("push", Push.class, Push::id);
  public static final String PUSHED = "git.pushed";

  private final Store store;
  private final InstantSource clock;
  private final RepositoryLocator locator;

  /** Who moved a branch, as far as one can tell afterwards. */
  @FunctionalInterface
  public interface Pusher {
    Actor of(String branch, Optional<CommitId> after);
  }

  /** Whether the first commit is among those that the second knows. */
  @FunctionalInterface
  public interface Ancestry {
    boolean knows(CommitId older, CommitId newer);
  }

  public Pushes(Store store, InstantSource clock, RepositoryLocator locator) {
    this.store = store;
    this.clock = clock;
    this.locator = locator;
  }

  /**
   * Pushes to this repository count from now on.
   *
   * @param fromNothing it is new: its first branch is a push. Else what is there at the first look
   *     is where we begin.
   */
  public void watch(Actor by, RepositoryUrl url, boolean fromNothing) {
    var name = locator.canonical(url);
    store.update(
        by,
        transaction -> {
          if (transaction.find(WatchedRepository.TABLE, name.value()).isEmpty()) {
            var now = clock.instant();
            var baseline = fromNothing ? Optional.of(now) : Optional.<java.time.Instant>empty();
            transaction.put(WatchedRepository.TABLE, new WatchedRepository(name, now, baseline, 0));
            transaction.record(
                new Fact("git.watched", "repository/" + name, Map.of("fromNothing", fromNothing)));
          }
        });
  }

  public void unwatch(Actor by, RepositoryUrl url) {
    var name = locator.canonical(url);
    store.update(
        by,
        transaction -> {
          if (transaction.find(WatchedRepository.TABLE, name.value()).isPresent()) {
            transaction.delete(WatchedRepository.TABLE, name.value());
            heads(transaction, name)
                .keySet()
                .forEach(b -> transaction.delete(BranchHead.TABLE, BranchLine.of(name, b)));
            transaction.record(new Fact("git.unwatched", "repository/" + name, Map.of()));
          }
        });
  }

  public List<RepositoryUrl> watched() {
    return store.read(
        transaction ->
            transaction.list(WatchedRepository.TABLE).stream()
                .map(WatchedRepository::repository)
                .toList());
  }

  /** The branches as last recorded. */
  public SortedMap<String, CommitId> heads(RepositoryUrl url) {
    return store.read(transaction -> heads(transaction, locator.canonical(url)));
  }

  private static SortedMap<String, CommitId> heads(Transaction transaction, RepositoryUrl url) {
    var heads = new TreeMap<String, CommitId>();
    transaction
        .list(BranchHead.TABLE, "repository", url.value())
        .forEach(head -> heads.put(head.branch(), head.commit()));
    return heads;
  }

  /**
   * Records what changed between two looks.
   *
   * @param before {@link #heads} read before the branches were looked at; a branch that was
   *     recorded meanwhile is left for the next look
   */
  public void observe(
      RepositoryUrl url,
      Map<String, CommitId> before,
      Map<String, CommitId> now,
      Ancestry ancestry,
      Pusher pusher) {
    var name = locator.canonical(url);
    if (takesBaseline(name, now)) {
      return;
    }
    for (var change : PushRules.between(before, now)) {
      var by = pusher.of(change.branch(), change.after());
      var isForced =
          change.before().isPresent()
              && change.after().isPresent()
              && !ancestry.knows(change.before().get(), change.after().get());
      store.update(by, transaction -> push(transaction, name, change, isForced, by));
    }
  }

  private boolean takesBaseline(RepositoryUrl name, Map<String, CommitId> now) {
    var row = store.read(transaction -> transaction.find(WatchedRepository.TABLE, name.value()));
    if (row.isEmpty() || row.get().baseline().isPresent()) {
      return row.isEmpty();
    }
    store.update(
        Actor.OPENLUFFY,
        transaction -> {
          var current = transaction.find(WatchedRepository.TABLE, name.value());
          if (current.isPresent() && current.get().baseline().isEmpty()) {
            now.forEach(
                (branch, commit) ->
                    transaction.put(BranchHead.TABLE, new BranchHead(name, branch, commit)));
            transaction.put(WatchedRepository.TABLE, current.get().withBaseline(clock.instant()));
          }
        });
    return true;
  }

  /** Records our own commit, if the branch was recorded where the commit began. */
  @Override
  public void moved(
      RepositoryUrl url, String branch, Optional<CommitId> before, CommitId after, Actor by) {
    var name = locator.canonical(url);
    var change = new PushRules.Change(branch, before, Optional.of(after));
    store.update(by, transaction -> push(transaction, name, change, false, by));
  }

  /** Before refs move in our own git server: who is about to move them. */
  public void intend(Actor by, List<PushIntent> intents) {
    store.update(
        by, transaction -> intents.forEach(each -> transaction.put(PushIntent.TABLE, each)));
  }

  public List<PushIntent> intents() {
    return store.read(transaction -> transaction.list(PushIntent.TABLE));
  }

  /**
   * After refs moved in our own git server.
   *
   * @param moved those that did, which are recorded
   * @param still those that did not, which are forgotten
   */
  public void settle(Actor by, List<PushIntent> moved, List<PushIntent> still) {
    store.update(
        by,
        transaction -> {
          for (var each : moved) {
            var change = new PushRules.Change(each.branch(), each.before(), each.after());
            push(transaction, each.repository(), change, each.forced(), each.by());
            transaction.delete(PushIntent.TABLE, BranchLine.of(each.repository(), each.branch()));
          }
          still.forEach(
              each ->
                  transaction.delete(
                      PushIntent.TABLE, BranchLine.of(each.repository(), each.branch())));
        });
  }

  private void push(
      Transaction transaction,
      RepositoryUrl url,
      PushRules.Change change,
      boolean isForced,
      Actor by) {
    var watched = transaction.find(WatchedRepository.TABLE, url.value());
    var line = BranchLine.of(url, change.branch());
    var head = transaction.find(BranchHead.TABLE, line).map(BranchHead::commit);
    if (watched.isEmpty() || watched.get().baseline().isEmpty() || !head.equals(change.before())) {
      return;
    }
    var next = watched.get().withNextPush();
    var push =
        new Push(
            PushRules.id(url, next.pushes()),
            url,
            change.branch(),
            change.before(),
            change.after(),
            isForced,
            by,
            clock.instant());
    transaction.put(WatchedRepository.TABLE, next);
    transaction.put(TABLE, push);
    transaction.put(WaitingPush.TABLE, new WaitingPush(push.id(), line));
    if (push.after().isPresent()) {
      transaction.put(BranchHead.TABLE, new BranchHead(url, push.branch(), push.after().get()));
    } else {
      transaction.delete(BranchHead.TABLE, line);
    }
    transaction.record(fact(push));
  }

  private static Fact fact(Push push) {
    var details = new LinkedHashMap<String, Object>();
    details.put("repository", push.repository().value());
    details.put("branch", push.branch());
    push.before().ifPresent(commit -> details.put("before", commit.hex()));
    push.after().ifPresent(commit -> details.put("after", commit.hex()));
    details.put("forced", push.forced());
    return new Fact(PUSHED, "push/" + push.id(), details);
  }

  /** The pushes of a branch that nobody has taken yet, oldest first. */
  public List<Push> waiting(Transaction transaction, RepositoryUrl url, String branch) {
    var line = BranchLine.of(locator.canonical(url), branch);
    return transaction.list(WaitingPush.TABLE, "line", line).stream()
        .flatMap(row -> transaction.find(TABLE, row.push()).stream())
        .toList();
  }

  /** All pushes that nobody has taken yet; those of one repository are in order. */
  public List<Push> waiting(Transaction transaction) {
    return transaction.list(WaitingPush.TABLE).stream()
        .flatMap(row -> transaction.find(TABLE, row.push()).stream())
        .toList();
  }

  /** Takes a push, in the transaction that makes something of it. */
  public void take(Transaction transaction, Push push) {
    transaction.delete(WaitingPush.TABLE, push.id());
  }

  /** Newest first. */
  public List<Push> last(RepositoryUrl url, int limit) {
    var name = locator.canonical(url).value();
    return store.read(transaction -> transaction.last(TABLE, "repository", name, limit));
  }

  /** Calls back for each push recorded from now on, by whichever server. */
  public AutoCloseable follow(Consumer<Push> follower) {
    return store
        .journal()
        .follow(
            entry -> {
              if (entry.fact().what().equals(PUSHED)) {
                var id = entry.fact().about().substring("push/".length());
                store.read(transaction -> transaction.find(TABLE, id)).ifPresent(follower);
              }
            });
  }
}
