package io.openluffy.server.real;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Kills a server at moments that nobody chose, and starts it again on its home. */
final class Storm {
  private static final int LONGEST_START_MILLIS = 5_000;

  private final SplittableRandom random;
  private RealServer server;
  private int kills;

  Storm(RealServer server, long seed) {
    this.server = server;
    this.random = new SplittableRandom(seed);
  }

  /** Does something while the server is killed, within so long, and starts again. */
  RealServer during(Duration longest, Runnable what) throws InterruptedException {
    var victim = server;
    var delay = random.nextInt((int) longest.toMillis());
    var killer =
        Thread.ofVirtual()
            .name("killer")
            .start(
                () -> {
                  LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
                  victim.kill();
                });
    what.run();
    killer.join();
    kills++;
    return rise();
  }

  /** Now and then it dies while it starts, too. */
  private RealServer rise() {
    server = server.again();
    if (random.nextInt(4) == 0) {
      if (!server.readyWithin(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)))) {
        server.failIfEnded();
      }
      server.kill();
      kills++;
      server = server.again();
    }
    return server.awaitReady();
  }

  int kills() {
    return kills;
  }
}
