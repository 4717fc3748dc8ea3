package io.openluffy.server.demo;

import io.openluffy.git.CommitId;
import io.openluffy.kernel.Wait;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.PromotionState;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseState;
import io.openluffy.server.terminal.Terminal;
import io.openluffy.server.web.Followers;
import io.openluffy.server.wiring.Server;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Watches the journey step by step, tells the terminal of it, and keeps the times. */
final class Steps {
  private static final long TICK_MILLIS = 1_000;

  private final Server server;
  private final Terminal terminal;
  private final InstantSource clock;
  private final Map<String, Duration> times = new LinkedHashMap<>();

  Steps(Server server, Terminal terminal, InstantSource clock) {
    this.server = server;
    this.terminal = terminal;
    this.clock = clock;
  }

  /** Waits for the release of a commit and its images. */
  Release built(CommitId commit, Duration limit) throws InterruptedException {
    return watch(
        "build",
        "the push to be read",
        limit,
        () -> release(commit),
        release ->
            switch (release.state()) {
              case ReleaseState.Ready ignored ->
                  Step.done(release.tag() + " is built: " + release.images().size() + " images");
              case ReleaseState.Failed failed -> Step.failed(failed.problem().inWords());
              case ReleaseState.Superseded by -> Step.failed("superseded by " + by.by().value());
              case ReleaseState.Skipped skipped -> Step.failed(skipped.reason());
              case ReleaseState.Accepted ignored -> Step.going("building " + release.tag());
              case ReleaseState.Building ignored ->
                  Step.going(
                      "building "
                          + release.tag()
                          + release.waiting().map(wait -> ": " + wait.message()).orElse(""));
            });
  }

  Promotion arrived(Release release, String environment, Duration limit)
      throws InterruptedException {
    return watch(
        environment,
        "its turn in " + environment,
        limit,
        () -> promotion(release, environment),
        promotion ->
            switch (promotion.state()) {
              case PromotionState.Arrived ignored ->
                  Step.done(release.tag() + " has arrived in " + environment);
              case PromotionState.Failed failed -> Step.failed(failed.problem().inWords());
              case PromotionState.Rejected rejected -> Step.failed("rejected by " + rejected.by());
              case PromotionState.Expired expired ->
                  Step.failed("not approved in time: " + expired.message());
              case PromotionState.Superseded superseded -> Step.failed(superseded.reason());
              case PromotionState.RolledBack back -> Step.failed("rolled back to " + back.to());
              case PromotionState.Soaking soaking ->
                  Step.going(
                      environment
                          + " is healthy, "
                          + Duration.between(clock.instant(), soaking.until()).toSeconds()
                          + " s to go");
              case PromotionState.Open ignored -> Step.going(words(promotion));
            });
  }

  Promotion awaitsApproval(Release release, String environment, Duration limit)
      throws InterruptedException {
    return watch(
        environment + " asks",
        "its turn in " + environment,
        limit,
        () -> promotion(release, environment),
        promotion ->
            switch (promotion.state()) {
              case PromotionState.AwaitingApproval waiting when waiting.shown().isPresent() ->
                  Step.done(release.tag() + " waits for approval before " + environment);
              case PromotionState.Open ignored -> Step.going(words(promotion));
              default -> Step.failed("it is " + promotion.state().word() + " without a vote");
            });
  }

  /** Waits until the question has an answer that fits. */
  <T> T until(String name, String done, Duration limit, Supplier<Optional<T>> look)
      throws InterruptedException {
    return watch(name, name, limit, look, found -> Step.done(done));
  }

  void summary() {
    terminal.title("How long it took");
    times.forEach(
        (name, time) -> terminal.line("  %-24s %7.1f s".formatted(name, time.toMillis() / 1000.0)));
  }

  private String words(Promotion promotion) {
    return promotion.environment()
        + ": "
        + promotion
            .waiting()
            .map(Wait::message)
            .orElseGet(() -> promotion.state().word().toLowerCase(Locale.ROOT));
  }

  private Optional<Release> release(CommitId commit) {
    return server.rooms().releases().list(Demo.PROJECT, 50).stream()
        .filter(one -> one.commit().equals(commit))
        .findFirst();
  }

  private Optional<Promotion> promotion(Release release, String environment) {
    return server.rooms().promotions().of(release.id()).stream()
        .filter(one -> one.environment().equals(environment))
        .findFirst();
  }

  /**
   * Looks after each row of the journal, and once a second for the clocks.
   *
   * @param beforehand what is waited for while there is nothing to look at
   */
  private <T> T watch(
      String name,
      String beforehand,
      Duration limit,
      Supplier<Optional<T>> look,
      Function<T, Step> judge)
      throws InterruptedException {
    var began = clock.instant();
    var news = new Semaphore(0);
    var following = server.storage().store().journal().follow(entry -> news.release());
    try {
      while (true) {
        var found = look.get();
        var step = found.map(judge).orElseGet(() -> Step.going("waiting for " + beforehand));
        switch (step) {
          case Step.Done(var text) -> {
            ended(name, began, text);
            return found.orElseThrow();
          }
          case Step.Failed(var why) -> throw new DemoFailed(name + ": " + why);
          case Step.Going(var text) -> terminal.progress(text, since(began));
        }
        if (clock.instant().isAfter(began.plus(limit))) {
          throw new DemoFailed(name + " took longer than " + limit.toSeconds() + " s: " + step);
        }
        news.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS);
        news.drainPermits();
      }
    } finally {
      Followers.close(following);
    }
  }

  private Duration since(Instant began) {
    return Duration.between(began, clock.instant());
  }

  private void ended(String name, Instant began, String text) {
    var took = since(began);
    var unique = name;
    for (int i = 2; times.containsKey(unique); i++) {
      unique = name + " (" + i + ")";
    }
    times.put(unique, took);
    terminal.endProgress();
    terminal.done("%s  (%.1f s)".formatted(text, took.toMillis() / 1000.0));
  }

  /** What one look came to. */
  private sealed interface Step {
    record Going(String text) implements Step {}

    record Done(String text) implements Step {}

    record Failed(String why) implements Step {}

    static Step going(String text) {
      return new Going(text);
    }

    static Step done(String text) {
      return new Done(text);
    }

    static Step failed(String why) {
      return new Failed(why);
    }
  }
}
