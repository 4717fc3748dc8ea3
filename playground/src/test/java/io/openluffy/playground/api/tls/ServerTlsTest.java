package io.openluffy.playground.api.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path folder;

  private ServerTls open(Instant now) {
    return ServerTls.open(folder, new SecureRandom(), InstantSource.fixed(now));
  }

  @Test
  void theAuthorityStaysTheSameOverRestarts() throws Exception {
    var first = open(NOW);
    var second = open(NOW.plus(Duration.ofDays(400)));

    assertThat(second.caPem()).isEqualTo(first.caPem());
    assertThat(second.keyStore().getCertificate("serving"))
        .isEqualTo(first.keyStore().getCertificate("serving"));
  }

  @Test
  void whatIsSoonOutOfDateIsMadeAnew() {
    var first = open(NOW);
    var later = open(NOW.plus(Duration.ofDays(3_640)));

    assertThat(later.caPem()).isNotEqualTo(first.caPem());
  }

  @Test
  void aBrokenKeyIsReplaced() throws Exception {
    var first = open(NOW);
    Files.writeString(folder.resolve("ca.key"), "broken");

    assertThat(open(NOW).caPem()).isNotEqualTo(first.caPem());
  }
}
