package io.openluffy.promotion;

import io.openluffy.git.ContentId;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Store;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.release.ProjectName;
import io.openluffy.release.ReleaseId;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Promotions in the store: events go in, with their rows of the journal; promotions come out. */
public final class PromotionLedger {
  private static final int FAR_BACK = 20;

  private final Store store;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final List<Consumer<Change>> followers = new CopyOnWriteArrayList<>();

  public PromotionLedger(Store store, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  Store store() {
    return store;
  }

  InstantSource clock() {
    return clock;
  }

  /**
   * Something happened in an environment.
   *
   * @param ended something arrived, ended or was taken back, which others may have waited for
   */
  record Change(EnvironmentKey place, boolean ended) {}

  /** Calls back after each change; be quick. */
  void follow(Consumer<Change> follower) {
    followers.add(follower);
  }

  void tell(Change change) {
    followers.forEach(follower -> follower.accept(change));
  }

  PromotionId nextId(String prefix) {
    return PromotionId.next(prefix, clock.instant(), random);
  }

  /** Writes a new promotion. */
  Promotion queue(Transaction transaction, PromotionEvent.Queued event) {
    var promotion = Promotion.queued(nextId("p"), event);
    put(transaction, promotion, event);
    return promotion;
  }

  /** Writes what happened to a promotion, in the transaction that found it. */
  Promotion append(Transaction transaction, Promotion promotion, PromotionEvent event) {
    var after = promotion.after(event);
    put(transaction, after, event);
    return after;
  }

  private void put(Transaction transaction, Promotion promotion, PromotionEvent event) {
    transaction.put(PromotionTables.PROMOTION, promotion);
    transaction.record(PromotionFactNames.fact(promotion, event));
    transaction.afterCommit(() -> tell(new Change(promotion.place(), !promotion.open())));
  }

  /** Writes the events if the promotion is still as it was when they were decided. */
  Optional<Promotion> record(Actor actor, Promotion expected, List<PromotionEvent> events) {
    return record(actor, expected, events, (transaction, promotion) -> {});
  }

  /** The same, and something more in the same transaction. */
  Optional<Promotion> record(
      Actor actor,
      Promotion expected,
      List<PromotionEvent> events,
      BiConsumer<Transaction, Promotion> also) {
    return store.write(
        actor,
        transaction -> {
          var found = find(transaction, expected.id());
          if (found.isEmpty() || !found.get().equals(expected)) {
            return Optional.empty();
          }
          var promotion = found.get();
          for (var event : events) {
            promotion = append(transaction, promotion, event);
          }
          also.accept(transaction, promotion);
          return Optional.of(promotion);
        });
  }

  public Optional<Promotion> find(PromotionId id) {
    return store.read(transaction -> find(transaction, id));
  }

  static Optional<Promotion> find(Transaction transaction, PromotionId id) {
    return transaction.find(PromotionTables.PROMOTION, id.value());
  }

  public List<Promotion> open() {
    return store.read(
        transaction ->
            transaction.list(PromotionTables.PROMOTION).stream()
                .filter(Promotion::open)
                .sorted(Promotion.BY_RANK)
                .toList());
  }

  static List<Promotion> open(Transaction transaction, EnvironmentKey place) {
    return transaction.list(PromotionTables.PROMOTION, "queue", place.toString());
  }

  List<Promotion> openIn(EnvironmentKey place) {
    return store.read(transaction -> open(transaction, place));
  }

  public List<Promotion> into(EnvironmentKey place, int limit) {
    return store.read(
        transaction ->
            transaction.last(PromotionTables.PROMOTION, "place", place.toString(), limit));
  }

  /** What the environment is meant to run: of what arrived and was not rolled back, the newest. */
  public Optional<Promotion> current(EnvironmentKey place) {
    return store.read(transaction -> current(transaction, place));
  }

  static Optional<Promotion> current(Transaction transaction, EnvironmentKey place) {
    return transaction
        .last(PromotionTables.PROMOTION, "standing", place.toString(), FAR_BACK)
        .stream()
        .max(Promotion.BY_RANK);
  }

  List<Rollback> rollbacks(EnvironmentKey place, int limit) {
    return store.read(t -> t.last(PromotionTables.ROLLBACK, "place", place.toString(), limit));
  }

  /** The mark that a release has, or another one with its content. */
  Optional<BadMark> bad(ProjectName project, ReleaseId release, ContentId content) {
    return store.read(transaction -> BadMarks.of(transaction, project, release, content));
  }

  static List<Promotion> of(Transaction transaction, ReleaseId release) {
    return transaction.list(PromotionTables.PROMOTION, "release", release.value()).stream()
        .sorted(Comparator.comparing(Promotion::id).reversed())
        .toList();
  }

  /** What became of the same content in an environment. */
  Tested tested(EnvironmentKey place, ContentId content) {
    var same =
        store.read(
            transaction ->
                transaction.list(PromotionTables.PROMOTION, "contentId", content.hex()).stream()
                    .filter(promotion -> promotion.place().equals(place))
                    .toList());
    if (same.stream().anyMatch(Promotion::arrived)) {
      return Tested.TESTED;
    }
    boolean failed =
        same.stream()
            .anyMatch(
                promotion ->
                    promotion.state() instanceof PromotionState.Failed
                        || promotion.state() instanceof PromotionState.RolledBack);
    return failed ? Tested.FAILED : Tested.UNTESTED;
  }

  /** A rollback of the environment that has still to take effect, or to be written into git. */
  Optional<Rollback> rollingBack(EnvironmentKey place) {
    return store.read(transaction -> rollingBack(transaction, place).stream().findFirst());
  }

  static List<Rollback> rollingBack(Transaction transaction, EnvironmentKey place) {
    return transaction.list(PromotionTables.ROLLBACK, "queue", place.toString());
  }
}
