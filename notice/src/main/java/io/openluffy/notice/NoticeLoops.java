package io.openluffy.notice;

import io.micrometer.core.instrument.MeterRegistry;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Controller;
import io.openluffy.kernel.ControllerSettings;
import io.openluffy.kernel.journal.JournalEntry;
import io.openluffy.kernel.store.Store;
import io.openluffy.release.Projects;
import io.openluffy.release.Releases;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The loops of this room; they hold up nobody, and work on the server that leads. */
public final class NoticeLoops implements AutoCloseable {
  private final Store store;
  private final StatusSender sender;
  private final Controller<String> following;
  private final Controller<String> sending;
  private final List<AutoCloseable> subscriptions = new ArrayList<>();

  public NoticeLoops(
      ControllerSettings settings,
      InstantSource clock,
      RandomGenerator random,
      MeterRegistry metrics,
      Store store,
      Projects projects,
      Releases releases,
      Predicate<RepositoryUrl> ours,
      StatusSender sender) {
    this.store = store;
    this.sender = sender;
    sending = new Controller<>("statuses", sender, settings, clock, random, metrics);
    var follower = new StatusFollower(store, projects, releases, ours, sending::enqueue);
    following = new Controller<>("notices", follower, settings, clock, random, metrics);
  }

  public void start() {
    follow();
    following.start();
    sending.start();
  }

  /** Hears of what happens; tests call this and then {@link #runDue()}. */
  public void follow() {
    subscriptions.add(store.journal().follow(this::happened));
    following.enqueue(StatusFollower.KEY);
    sender.due().forEach(sending::enqueue);
  }

  /** With another token, what a host refused may be taken. */
  private void happened(JournalEntry entry) {
    following.enqueue(StatusFollower.KEY);
    if (entry.fact().what().equals("secret.set")) {
      sender.due().forEach(sending::enqueue);
    }
  }

  /** Works off on this thread what is due, for tests. */
  public int runDue() {
    return following.runDue() + sending.runDue();
  }

  @Override
  public void close() {
    subscriptions.forEach(NoticeLoops::end);
    following.close();
    sending.close();
  }

  private static void end(AutoCloseable subscription) {
    try {
      subscription.close();
    } catch (Exception e) {
      throw new IllegalStateException("A subscription can't be ended", e);
    }
  }
}
