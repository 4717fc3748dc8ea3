package io.openluffy.release.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.openluffy.git.Git;
import io.openluffy.git.Push;
import io.openluffy.git.Pushes;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.ConditionStatus;
import io.openluffy.kernel.Controller;
import io.openluffy.kernel.ControllerSettings;
import io.openluffy.kernel.store.Store;
import io.openluffy.release.Projects;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.ReleaseTables;
import io.openluffy.release.ReleaseTables.OpenRelease;
import io.openluffy.release.build.BuildKeys;
import io.openluffy.release.build.ImageBuilder;
import io.openluffy.release.build.Registry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The loops of this room: pushes become releases, and releases get their images. */
public final class ReleaseControllers implements AutoCloseable {
  private final Store store;
  private final Pushes pushes;
  private final StoredReleases releases;
  private final Controller<RepositoryUrl> ofPushes;
  private final Controller<ReleaseId> ofReleases;
  private Optional<AutoCloseable> followingPushes = Optional.empty();
  private Optional<AutoCloseable> followingReleases = Optional.empty();

  public ReleaseControllers(
      Store store,
      Git git,
      Pushes pushes,
      Projects projects,
      Registry registry,
      ImageBuilder builder,
      BuildLogs logs,
      ControllerSettings settings,
      InstantSource clock,
      RandomGenerator chance,
      MeterRegistry metrics) {
    this.store = store;
    this.pushes = pushes;
    this.releases = new StoredReleases(store, logs);
    var keys = new BuildKeys(git, registry);
    var images = new ImageSteps(store, releases, registry, builder, keys, logs);
    ofReleases =
        new Controller<>(
            "releases",
            new ReleaseReconciler(store, projects, images, logs, clock, this::wake),
            settings,
            clock,
            chance,
            metrics);
    ofPushes =
        new Controller<>(
            "pushes",
            new PushReconciler(
                store, pushes, new PushIntake(store, git, pushes, projects, clock), this::wake),
            settings,
            clock,
            chance,
            metrics);
  }

  private void wake(ReleaseId release) {
    ofReleases.enqueue(release);
  }

  /** Works by itself from now on, beginning with what a restart has left. */
  public void start() {
    follow();
    ofPushes.start();
    ofReleases.start();
  }

  /** Hears of pushes and releases; tests call this and then {@link #runDue()}. */
  public void follow() {
    followingPushes = Optional.of(pushes.follow(this::pushed));
    followingReleases = Optional.of(releases.follow(this::wake));
    store.read(pushes::waiting).forEach(this::pushed);
    store.read(transaction -> transaction.list(ReleaseTables.OPEN_RELEASE)).stream()
        .map(OpenRelease::release)
        .forEach(this::wake);
  }

  private void pushed(Push push) {
    ofPushes.enqueue(push.repository());
  }

  /** After a repository was connected: pushes that came before are taken now. */
  public void connected(RepositoryUrl repository) {
    ofPushes.enqueue(repository);
  }

  /** Works off what is due, on this thread; the number of rounds. */
  public int runDue() {
    var rounds = 0;
    for (int more = 1; more > 0; rounds += more) {
      more = ofPushes.runDue() + ofReleases.runDue();
    }
    return rounds;
  }

  /** How the loop stands with a release: what it waits for, or what is wrong. */
  public Optional<ConditionStatus> status(Release release) {
    return ofReleases.status(release.id());
  }

  public Optional<ConditionStatus> status(RepositoryUrl repository) {
    return ofPushes.status(repository);
  }

  @Override
  public void close() {
    followingPushes.ifPresent(ReleaseControllers::end);
    followingReleases.ifPresent(ReleaseControllers::end);
    ofPushes.close();
    ofReleases.close();
  }

  private static void end(AutoCloseable following) {
    try {
      following.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
