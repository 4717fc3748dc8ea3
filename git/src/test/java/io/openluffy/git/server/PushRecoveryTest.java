package io.openluffy.git.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.Push;
import io.openluffy.git.RealGit;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.FaultPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushRecoveryTest {
  @TempDir Path folder;
  private GitHome home;
  private RepositoryUrl url;
  private RealGit work;

  @BeforeEach
  void aProjectWithOnePush() throws IOException {
    home = new GitHome(folder.resolve("home"));
    url = home.create("shop");
    work = RealGit.init(folder.resolve("work"));
    work.commit("a.txt", "1", "One");
    push();
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void aCrashBeforeTheRefMovedLeavesNothing() throws IOException {
    work.commit("a.txt", "2", "Two");
    try (var _ = FaultPoints.crashAt("git.push-intended", 1)) {
      assertThat(push().worked()).isFalse();
    }

    restart();

    assertThat(pushes()).hasSize(1);
    assertThat(home.pushes.intents()).isEmpty();
    assertThat(push().worked()).isTrue();
    assertThat(pushes()).hasSize(2);
  }

  @Test
  void aCrashAfterTheRefMovedLosesNoPushAndRecordsNoneTwice() throws IOException {
    var second = work.commit("a.txt", "2", "Two");
    try (var _ = FaultPoints.crashAt("git.ref-moved", 1)) {
      push();
    }

    restart();
    restart();

    assertThat(pushes()).hasSize(2);
    assertThat(pushes().getLast().after()).contains(second);
    assertThat(pushes().getLast().by().name()).isEqualTo("ada");
    assertThat(home.store.journal().verify()).isEmpty();
  }

  @Test
  void aBranchThatMovedBehindOurBackIsRecordedOnce() throws IOException {
    var bare = home.repositories.locate(url).orElseThrow();
    var second = work.commit("a.txt", "2", "Two");
    work.run("push", "-q", bare.toString(), "main");

    restart();
    restart();

    assertThat(pushes()).hasSize(2);
    assertThat(pushes().getLast().after()).isEqualTo(Optional.of(second));
    assertThat(pushes().getLast().by().name()).isEqualTo("Ada");
  }

  private void restart() throws IOException {
    home.close();
    home = new GitHome(folder.resolve("home"), GitServerSettings.DEFAULTS, home.store.reopen());
    home.recovery().run();
  }

  private RealGit.Said push() {
    return work.attempt("push", "-q", home.address("ada", "s3cret", "shop"), "main");
  }

  private List<Push> pushes() {
    return home.pushes.last(url, 100).reversed();
  }
}
