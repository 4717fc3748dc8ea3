package io.openluffy.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.store.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollerTest {
  private static final RepositoryUrl URL = new RepositoryUrl("https://git.example/team/app.git");
  private static final Author ADA = new Author("Ada", "ada@example.com");

  private final SettableClock clock = SettableClock.atNoon();
  private final InMemoryStore store = new InMemoryStore(clock);
  private final RepositoryLocator nobodys = any -> Optional.empty();
  private final Pushes pushes = new Pushes(store, clock, nobodys);
  private final InMemoryGit git = new InMemoryGit(clock, pushes);
  private final Poller poller =
      new Poller(
          git,
          pushes,
          store,
          nobodys,
          url -> {},
          Duration.ofMinutes(3),
          RandomGeneratorFactory.of("L64X128MixRandom").create(1));

  private CommitId first = new CommitId("0".repeat(40));

  @BeforeEach
  void aWatchedRepository() {
    first = git.quietly().commitFiles(URL, "main", ADA, "One", Map.of("a", "1")).id();
    pushes.watch(Actor.OPENLUFFY, URL, false);
    poller.reconcile(URL);
  }

  @Test
  void whatWasThereBeforeIsNoPush() {
    assertThat(pushes.last(URL, 9)).isEmpty();
    assertThat(pushes.heads(URL)).isEqualTo(Map.of("main", first));
  }

  @Test
  void aMovedBranchIsAPushOnceAndAForcedOneShows() {
    var second = pushed("main", "2");
    poller.reconcile(URL);
    poller.reconcile(URL);
    git.point(URL, "main", first);
    poller.reconcile(URL);
    git.deleteBranch(URL, "main");
    var outcome = poller.reconcile(URL);

    var seen = pushes.last(URL, 9).reversed();
    assertThat(seen).extracting(Push::forced).containsExactly(false, true, false);
    assertThat(seen.getFirst().after()).contains(second);
    assertThat(seen.getFirst().by()).isEqualTo(new Actor("Ada", Door.POLL));
    assertThat(seen.getLast().isDeletion()).isTrue();
    assertThat(((Outcome.Done) outcome).again().orElseThrow())
        .isBetween(Duration.ofSeconds(162), Duration.ofSeconds(198));
  }

  @Test
  void aWebhooksSenderIsThePusher() {
    pushed("main", "2");
    var ben = new Actor("ben", Door.WEBHOOK);
    store.update(ben, t -> t.put(LookRequest.TABLE, new LookRequest(URL, ben, clock.instant())));

    poller.reconcile(URL);

    assertThat(pushes.last(URL, 1).getFirst().by()).isEqualTo(ben);
    List<LookRequest> left = store.read(t -> t.list(LookRequest.TABLE));
    assertThat(left).isEmpty();
  }

  @Test
  void aHostThatIsAwayLosesNothing() {
    var second = pushed("main", "2");
    var away = Problem.world("git.unreachable", "Away.", Where.of(URL.value()), "").asException();
    git.fail(URL, away);
    assertThatThrownBy(() -> poller.reconcile(URL)).isInstanceOf(ProblemException.class);

    git.recover(URL);
    poller.reconcile(URL);

    assertThat(pushes.last(URL, 9)).extracting(Push::after).containsExactly(Optional.of(second));
  }

  @Test
  void twoPushesInOneMillisecondKeepTheirOrderAndWaitUntilTaken() {
    var seen = new java.util.ArrayList<Push>();
    try (var following = pushes.follow(seen::add)) {
      assertThat(following).isNotNull();
      pushes.moved(URL, "main", Optional.of(first), id(2), Actor.OPENLUFFY);
      pushes.moved(URL, "main", Optional.of(id(2)), id(3), Actor.OPENLUFFY);
      pushes.moved(URL, "main", Optional.of(id(2)), id(4), Actor.OPENLUFFY);
    } catch (Exception e) {
      throw new AssertionError(e);
    }

    var waiting = store.read(t -> pushes.waiting(t, URL, "main"));
    assertThat(waiting)
        .extracting(Push::after)
        .containsExactly(Optional.of(id(2)), Optional.of(id(3)));
    assertThat(seen).isEqualTo(waiting);
    store.update(Actor.OPENLUFFY, t -> pushes.take(t, waiting.getFirst()));
    List<Push> left = store.read(t -> pushes.waiting(t));
    assertThat(left).isEqualTo(List.of(waiting.getLast()));
  }

  @Test
  void aLookThatOverlapsAnEditTellsNothingWrong() {
    var before = pushes.heads(URL);
    var stale = git.branches(URL);
    var ours = pushedByUs();

    pushes.observe(URL, before, stale, (a, b) -> true, (b, c) -> Actor.OPENLUFFY);
    poller.reconcile(URL);

    assertThat(pushes.last(URL, 9)).extracting(Push::after).containsExactly(Optional.of(ours));
  }

  private CommitId pushedByUs() {
    return git.commitFiles(URL, "main", Author.OPENLUFFY, "v", Map.of("v", "1")).id();
  }

  /** As somebody else does it: we hear nothing. */
  private CommitId pushed(String branch, String text) {
    return git.quietly().commitFiles(URL, branch, ADA, "Two", Map.of("a", text)).id();
  }

  private static CommitId id(int number) {
    return new CommitId(String.format("%040x", number));
  }
}
