package io.openluffy.application.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Problem TOO_SLOW =
      Problem.world("render.too-slow", "It took too long.", Where.NOWHERE, "");

  private final Turns turns = new Turns(1);

  @Test
  void oneThatStepsAsideMakesRoom() {
    var slow = turns.take("slow");

    assertThat(slow.mayGoOn()).isTrue();

    try (var next = turns.take("next")) {
      assertThat(next.mayGoOn()).as("nobody waits").isTrue();
    }
    slow.close();
  }

  @Test
  void onlyOneStepsAsideAndTheNextHasToEndIfOthersWait() throws InterruptedException {
    var first = turns.take("first");
    first.mayGoOn();
    var second = turns.take("second");
    var waiting = Thread.ofVirtual().start(() -> turns.take("third").close());
    while (waiting.getState() != Thread.State.WAITING) {
      LockSupport.parkNanos(100_000);
    }

    assertThat(first.mayGoOn()).isTrue();
    assertThat(second.mayGoOn()).isFalse();

    second.putOff(Turns.heldUp().asException());
    second.close();
    waiting.join();
    assertThatThrownBy(() -> turns.take("second")).hasMessageContaining("put off");
    first.close();
    turns.take("second").close();
  }

  @Test
  void whatTookAllItsTimeIsNotTriedAtOnce() {
    try (var turn = turns.take("slow")) {
      turn.tookTooMuch(TOO_SLOW.asException());
    }

    assertThatThrownBy(() -> turns.take("slow")).hasMessageContaining("took too long");
    turns.take("mended").close();
  }

  @Test
  void aTurnIsGivenBackOnce() {
    turns.take("").close();
    turns.take("").close();
    var slow = turns.take("");
    slow.mayGoOn();
    slow.close();

    try (var next = turns.take("next")) {
      assertThat(next.mayGoOn()).isTrue();
    }
  }
}
