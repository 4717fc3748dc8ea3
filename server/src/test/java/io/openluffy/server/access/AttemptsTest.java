package io.openluffy.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T09:00:00Z"));
  private final Attempts attempts = new Attempts(clock);

  @Test
  void fiveGuessesAreFreeThenEachWaitsTwiceAsLongUpToAMinute() {
    fail("ben", "here", 5);
    assertThat(attempts.pause("ben", "here")).isPresent();
    clock.tick(Duration.ofSeconds(2));
    assertThat(attempts.pause("ben", "here")).isEmpty();

    fail("ben", "here", 20);
    clock.tick(Duration.ofSeconds(59));
    assertThat(attempts.pause("ben", "here")).isPresent();
    clock.tick(Duration.ofSeconds(1));
    assertThat(attempts.pause("ben", "here")).isEmpty();
  }

  @Test
  void nobodyCanLockOutAColleagueFromOtherAddresses() {
    attempts.succeeded("ben", "office");
    for (int i = 0; i < 500; i++) {
      fail("ben", "10.6.6." + i, 1);
    }

    assertThat(attempts.pause("ben", "office")).isEmpty();
    assertThat(attempts.pause("ben", "a new address")).as("guesses from anywhere").isPresent();
    assertThat(attempts.pause("ada", "a new address")).isEmpty();
  }

  @Test
  void nobodyCanLockOutEverybodyBehindTheSameProxy() {
    attempts.succeeded("ben", "proxy");
    for (int i = 0; i < 500; i++) {
      fail("user" + i, "proxy", 1);
    }

    assertThat(attempts.pause("ben", "proxy")).isEmpty();
    assertThat(attempts.pause("ada", "proxy")).as("never seen there").isPresent();
    clock.tick(Duration.ofSeconds(31));
    assertThat(attempts.pause("ada", "proxy")).as("but not for long").isEmpty();
  }

  @Test
  void aGoodAccountBuysNoMoreGuessesOfOthers() {
    fail("ada", "here", 60);
    attempts.succeeded("eve", "here");

    assertThat(attempts.pause("ada", "here")).isPresent();
  }

  @Test
  void anHourWithoutAFailureForgives() {
    fail("ben", "here", 30);
    clock.tick(Duration.ofHours(1));

    fail("ben", "here", 1);
    assertThat(attempts.pause("ben", "here")).isEmpty();
  }

  @Test
  void floodingItWithNamesForgivesNobody() {
    fail("ben", "here", 10);
    for (int i = 0; i < 3_600; i++) {
      fail("x".repeat(i % 200) + i, "flood" + i, 1);
    }

    assertThat(attempts.pause("ben", "here")).isPresent();
  }

  private void fail(String name, String address, int times) {
    for (int i = 0; i < times; i++) {
      attempts.failed(name, address);
    }
  }
}
