package io.openluffy.server.wiring;

import io.openluffy.application.ApplicationName;
import io.openluffy.git.Poller;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Controller;
import io.openluffy.kernel.ControllerSettings;
import io.openluffy.kube.Clusters;
import io.openluffy.notice.NoticeLoops;
import io.openluffy.notice.StatusSender;
import io.openluffy.promotion.PromotionLoops;
import io.openluffy.release.build.ImageBuilder;
import io.openluffy.release.build.Registry;
import io.openluffy.release.intake.ReleaseControllers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The loops, which run in the one server that leads. A loop that was stopped can't be started
 * again, so each term of leadership gets its own.
 */
final class Leading implements AutoCloseable {
  private static final Duration POLL = Duration.ofMinutes(3);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Controller<RepositoryUrl> git;
  private final Controller<ApplicationName> applications;
  private final ReleaseControllers releases;
  private final Controller<String> sweeps;

  /** What the loops work with, beside the rooms. */
  record Tools(
      Storage storage,
      Repositories repositories,
      Clusters clusters,
      Registry registry,
      RegistrySweeper sweeper,
      ImageBuilder builder,
      StatusSender statuses,
      Surroundings around) {}

  Leading(Rooms rooms, Tools tools) {
    var around = tools.around();
    var settings = ControllerSettings.DEFAULT;
    var repositories = tools.repositories();
    var store = tools.storage().store();
    var poller =
        new Poller(
            repositories.git(),
            repositories.pushes(),
            store,
            repositories.embedded(),
            repositories.recovery(),
            POLL,
            around.random());
    git =
        new Controller<>(
            "git", poller, settings, around.clock(), around.random(), around.metrics());
    applications =
        new Controller<>(
            "applications",
            rooms.engine().reconciler(),
            settings,
            around.clock(),
            around.random(),
            around.metrics());
    releases =
        new ReleaseControllers(
            store,
            repositories.git(),
            repositories.pushes(),
            rooms.projects(),
            tools.registry(),
            tools.builder(),
            rooms.logs(),
            settings,
            around.clock(),
            around.random(),
            around.metrics());
    var promotions =
        new PromotionLoops(
            new PromotionLoops.Drive(settings, around.clock(), around.random(), around.metrics()),
            rooms.ledger(),
            rooms.projects(),
            rooms.releases(),
            rooms.applications(),
            repositories.git(),
            tools.clusters(),
            rooms.electorate());
    var notices =
        new NoticeLoops(
            settings,
            around.clock(),
            around.random(),
            around.metrics(),
            store,
            rooms.projects(),
            rooms.releases(),
            url -> repositories.embedded().project(url).isPresent(),
            tools.statuses());
    sweeps =
        new Controller<>(
            "registry",
            tools.sweeper().reconciler(around.clock().instant()),
            settings,
            around.clock(),
            around.random(),
            around.metrics());
    start(rooms, repositories, promotions, notices);
  }

  private void start(
      Rooms rooms, Repositories repositories, PromotionLoops promotions, NoticeLoops notices) {
    rooms.applicationQueue().set(applications::enqueue);
    rooms.engine().start();
    parts.push(repositories.pushes().follow(push -> rooms.engine().pushed(push.repository())));
    applications.start();
    parts.push(applications);
    releases.start();
    parts.push(releases);
    promotions.start();
    parts.push(promotions);
    notices.start();
    parts.push(notices);
    repositories.pushes().watched().forEach(git::enqueue);
    git.start();
    parts.push(git);
    sweeps.enqueue(RegistrySweeper.OURS);
    sweeps.start();
    parts.push(sweeps);
  }

  /** Looks at a repository now. */
  Consumer<RepositoryUrl> look() {
    return git::enqueue;
  }

  /** A repository was connected: it is looked at, and what was pushed before is taken. */
  void connected(RepositoryUrl url) {
    git.enqueue(url);
    releases.connected(url);
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      Closing.quietly(parts.pop());
    }
  }
}
