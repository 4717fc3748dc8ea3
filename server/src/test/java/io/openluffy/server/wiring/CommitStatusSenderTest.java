package io.openluffy.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitStatusSenderTest {
  @Test
  void aStatusLeadsToWhatItIsAbout() {
    assertThat(CommitStatusSender.place("release/release-dev-1a2b3c4"))
        .isEqualTo("/releases/release-dev-1a2b3c4");
    assertThat(CommitStatusSender.place("promotion/p-42")).isEqualTo("/promotions/p-42");
    assertThat(CommitStatusSender.place("project/shop")).isEqualTo("/pipelines/shop");
    assertThat(CommitStatusSender.place("")).isEqualTo("/pipelines");
  }
}
