package io.openluffy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openluffy.kernel.ConditionStatus.Ready;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ControllerTest {
  private static final Problem AWAY =
      Problem.world("git.away", "The git host is away.", Where.NOWHERE, "");

  private final SettableClock clock = SettableClock.atNoon();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<String> worked = new ArrayList<>();
  private Function<String, Outcome> work = key -> Outcome.done();
  private final Controller<String> controller =
      new Controller<>(
          "ships",
          key -> {
            worked.add(key);
            return work.apply(key);
          },
          ControllerSettings.DEFAULT,
          clock,
          new SplittableRandom(1),
          registry);

  @Test
  void aKeyThatIsAskedForOftenIsWorkedOnOnce() {
    controller.enqueue("merry");
    controller.enqueue("merry");
    controller.enqueue("sunny");

    assertThat(controller.runDue()).isEqualTo(2);

    assertThat(worked).containsExactly("merry", "sunny");
    assertThat(controller.status("merry").orElseThrow().ready()).isEqualTo(Ready.TRUE);
    assertThat(controller.status("unknown")).isEmpty();
  }

  @Test
  void aBusyKeyStandsBehindTheOthersAgain() {
    work =
        key -> {
          if (worked.size() < 5) {
            controller.enqueue("busy");
          }
          return Outcome.done();
        };
    List.of("busy", "a", "b").forEach(controller::enqueue);

    controller.runDue();

    assertThat(worked).startsWith("busy", "a", "b", "busy");
  }

  @Test
  void waitingEndsAtItsTimeExactly() {
    var until = clock.instant().plusSeconds(30);
    work =
        key ->
            clock.instant().isBefore(until)
                ? Outcome.waiting("HealthyFor", "healthy for 30 s", until)
                : Outcome.done();
    controller.enqueue("merry");
    controller.runDue();
    assertThat(controller.status("merry").orElseThrow().next()).contains(until);

    clock.tick(Duration.ofSeconds(30).minusNanos(1));
    assertThat(controller.runDue()).isZero();
    clock.tick(Duration.ofNanos(1));
    assertThat(controller.runDue()).isEqualTo(1);

    assertThat(controller.status("merry").orElseThrow().ready()).isEqualTo(Ready.TRUE);
  }

  @Test
  void failuresBackOffUpToACapAndSuccessForgetsThem() {
    var pauses = new ArrayList<Duration>();
    work =
        key -> {
          throw AWAY.asException();
        };
    controller.enqueue("merry");
    for (var i = 0; i < 12; i++) {
      controller.runDue();
      var next = controller.status("merry").orElseThrow().next().orElseThrow();
      pauses.add(Duration.between(clock.instant(), next));
      clock.set(next);
    }

    assertThat(pauses.getFirst()).isBetween(Duration.ofMillis(400), Duration.ofMillis(600));
    assertThat(pauses.get(3)).isBetween(Duration.ofMillis(3200), Duration.ofMillis(4800));
    assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(96), Duration.ofSeconds(144));
    assertThat(controller.status("merry").orElseThrow().problem()).contains(AWAY);

    work = key -> Outcome.done();
    controller.runDue();
    assertThat(controller.status("merry").orElseThrow().failures()).isZero();
  }

  @Test
  void anEventEndsABackoffButNotInATightCircle() {
    work =
        key -> {
          controller.enqueue(key); // its own act causes an event
          throw AWAY.asException();
        };
    controller.enqueue("merry");
    assertThat(controller.runDue()).isEqualTo(1);

    controller.enqueue("merry");

    assertThat(controller.runDue()).isEqualTo(1);
  }

  @Test
  void aBugOfAReconcilerEndsNothing() {
    work =
        key -> {
          if (key.equals("bad")) {
            throw new StackOverflowError();
          }
          throw new IllegalStateException("bug");
        };
    controller.enqueue("bad");
    controller.enqueue("worse");

    controller.runDue();

    var status = controller.status("bad").orElseThrow();
    assertThat(status.ready()).isEqualTo(Ready.UNKNOWN);
    assertThat(status.reason()).isEqualTo("InternalError");
    assertThat(controller.status("worse").orElseThrow().next()).isPresent();
    assertThat(
            registry
                .counter("openluffy.controller.rounds", "controller", "ships", "result", "bug")
                .count())
        .isEqualTo(2);
  }

  @Test
  void stalledWaitsForAnEvent() {
    work = key -> Outcome.stalled(AWAY);
    controller.enqueue("merry");
    controller.runDue();
    clock.tick(Duration.ofDays(365));
    assertThat(controller.runDue()).isZero();

    controller.enqueue("merry");

    assertThat(controller.runDue()).isEqualTo(1);
    assertThat(controller.status("merry").orElseThrow().stalled()).isTrue();
  }

  @Test
  void whatWasAskedForAtATimeSurvivesOtherRounds() {
    controller.enqueueAt("merry", clock.instant().plusSeconds(60));
    controller.enqueue("merry");
    controller.runDue();

    clock.tick(Duration.ofSeconds(60));

    assertThat(controller.runDue()).isEqualTo(1);
  }

  @Test
  void listenersHearNewsOnlyAndTheTimeOfTransitionStays() {
    var heard = new ArrayList<String>();
    controller.onStatus((key, status) -> heard.add(status.reason()));
    var first = clock.instant();
    for (var i = 0; i < 3; i++) {
      controller.enqueue("merry");
      controller.runDue();
      clock.tick(Duration.ofMinutes(1));
    }
    assertThat(controller.status("merry").orElseThrow().since()).isEqualTo(first);

    work = key -> Outcome.waiting("Window", "closed");
    controller.enqueue("merry");
    controller.runDue();

    assertThat(heard).containsExactly("Done", "Window");
    assertThat(controller.status("merry").orElseThrow().since())
        .isEqualTo(first.plus(Duration.ofMinutes(3)));
  }

  @Test
  void aWaitThatHasPassedIsNotRunInATightCircle() {
    work = key -> Outcome.waiting("Past", "", Instant.EPOCH);
    controller.enqueue("merry");

    assertThat(controller.runDue()).isEqualTo(1);
  }

  @Test
  void aCrashEndsEverything() {
    work =
        key -> {
          throw new Crash("here");
        };
    controller.enqueue("merry");
    controller.enqueue("sunny");

    assertThatThrownBy(controller::runDue).isInstanceOf(Crash.class);
    assertThat(controller.runDue()).isZero();
  }

  @Test
  void aForgottenKeyLeavesNothing() {
    work = key -> Outcome.doneFor(Duration.ofMinutes(1));
    controller.enqueue("merry");
    controller.runDue();

    controller.forget("merry");

    assertThat(controller.status("merry")).isEmpty();
    clock.tick(Duration.ofHours(1));
    assertThat(controller.runDue()).isZero();
  }

  @Test
  void nothingIsKeptOfWhatIsOver() {
    work = key -> Outcome.over();
    controller.enqueue("merry");

    assertThat(controller.runDue()).isEqualTo(1);
    assertThat(controller.status("merry")).isEmpty();
    controller.enqueue("merry");
    assertThat(controller.runDue()).isEqualTo(1);
  }

  @Test
  void whatIsInTroubleIsTriedAgainAtTheTimeItNames() {
    var again = clock.instant().plusSeconds(7);
    work = key -> Outcome.troubled(AWAY, again);
    controller.enqueue("merry");
    controller.runDue();

    var status = controller.status("merry").orElseThrow();
    assertThat(status.reason()).isEqualTo("Retrying");
    assertThat(status.problem()).contains(AWAY);
    assertThat(status.failures()).isEqualTo(1);
    assertThat(status.next()).contains(again);
    clock.tick(Duration.ofSeconds(7));
    assertThat(controller.runDue()).isEqualTo(1);
    assertThat(controller.status("merry").orElseThrow().failures()).isEqualTo(2);
  }
}
