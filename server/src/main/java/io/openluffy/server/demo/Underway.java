package io.openluffy.server.demo;

import io.openluffy.git.CommitId;
import io.openluffy.playground.sample.SampleProject;
import io.openluffy.promotion.Promotion;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseState;
import io.openluffy.server.wiring.Server;
import java.util.Optional;

/** Where a demo that was stopped had got to, as the repository and the releases show it. */
record Underway(Server server, SampleProject sample) {

  /** How far the last change has travelled. */
  sealed interface Stage {
    /** There is none, or it has come to its end. */
    record Nothing() implements Stage {}

    /** It is on its way to preprod, and not on main yet. */
    record OnDevelop(CommitId commit, String headline) implements Stage {}

    /** It is on its way to prod. */
    record OnMain(CommitId commit) implements Stage {}
  }

  Stage stage() {
    var develop = sample.headline(SampleProject.DEVELOP);
    var main = sample.headline(SampleProject.MAIN);
    if (develop.isEmpty() || main.isEmpty()) {
      return new Stage.Nothing();
    }
    if (develop.equals(main)) {
      return lastChange(SampleProject.MAIN)
          .filter(commit -> release(commit).map(this::mayStillAsk).orElse(false))
          .<Stage>map(Stage.OnMain::new)
          .orElseGet(Stage.Nothing::new);
    }
    return lastChange(SampleProject.DEVELOP)
        .filter(commit -> release(commit).map(this::mayStillArrive).orElse(true))
        .<Stage>map(commit -> new Stage.OnDevelop(commit, develop.get()))
        .orElseGet(Stage.Nothing::new);
  }

  private Optional<CommitId> lastChange(String branch) {
    return sample.lastChange(branch).map(change -> change.id());
  }

  private Optional<Release> release(CommitId commit) {
    return server.rooms().releases().list(Demo.PROJECT, 50).stream()
        .filter(one -> one.commit().equals(commit))
        .findFirst();
  }

  private boolean mayStillAsk(Release release) {
    return goesOn(release)
        && server.rooms().promotions().of(release.id()).stream().allMatch(Promotion::open);
  }

  private boolean mayStillArrive(Release release) {
    return goesOn(release)
        && server.rooms().promotions().of(release.id()).stream()
            .allMatch(one -> one.open() || one.arrived());
  }

  private static boolean goesOn(Release release) {
    return switch (release.state()) {
      case ReleaseState.Accepted ignored -> true;
      case ReleaseState.Building ignored -> true;
      case ReleaseState.Ready ignored -> true;
      case ReleaseState.Failed ignored -> false;
      case ReleaseState.Skipped ignored -> false;
      case ReleaseState.Superseded ignored -> false;
    };
  }
}
