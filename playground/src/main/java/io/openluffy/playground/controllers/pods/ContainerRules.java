package io.openluffy.playground.controllers.pods;

import io.openluffy.playground.controllers.pods.ContainerFacts.Pull;
import io.openluffy.playground.controllers.pods.ContainerState.Running;
import io.openluffy.playground.controllers.pods.ContainerState.Terminated;
import io.openluffy.playground.controllers.pods.ContainerState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of a container: pulled, started, ready, degraded, ended, started again. */
final class ContainerRules {
  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(10);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofSeconds(1);

  private ContainerRules() {}

  /** An event to write: {@code Normal} or {@code Warning}. */
  record Note(boolean warning, String reason, String message) {}

  /**
   * What comes next.
   *
   * @param pullFailed another failure to count
   * @param again when to look again
   */
  record Step(Container container, List<Note> notes, boolean pullFailed, Optional<Instant> again) {}

  static Step step(Container container, ContainerFacts facts, Instant now) {
    return switch (container.state()) {
      case Waiting waiting -> waiting(container, waiting, facts, now);
      case Running running -> running(container, running, facts, now, List.of());
      case Terminated end -> ended(container, end, facts, now);
    };
  }

  private static Step waiting(
      Container container, Waiting waiting, ContainerFacts facts, Instant now) {
    var last = container.last();
    if (waiting.reason().equals("CrashLoopBackOff") && last.isPresent()) {
      var due = last.get().finished().plus(backoff(container.restarts()));
      return due.isAfter(now)
          ? stay(container, Optional.of(due))
          : start(container.restarted(), facts, now);
    }
    return start(container, facts, now);
  }

  private static Step start(Container container, ContainerFacts facts, Instant now) {
    if (facts.blocked().isPresent()) {
      var reason = facts.blocked().get();
      var next = container.with(new Waiting("CreateContainerConfigError", reason));
      var isNew = !next.state().equals(container.state());
      var notes = isNew ? List.of(new Note(true, "Failed", "Error: " + reason)) : List.<Note>of();
      return new Step(next, notes, false, Optional.empty());
    }
    if (facts.pull().isEmpty()) {
      return backOff(container, facts, now);
    }
    return switch (facts.pull().get()) {
      case Pull.Absent absent -> pullFails(container, absent, now);
      case Pull.Present present -> starts(container, present, facts, now);
    };
  }

  private static Step pullFails(Container container, Pull.Absent absent, Instant now) {
    var image = container.image();
    var notes =
        List.of(
            new Note(false, "Pulling", "Pulling image \"" + image + "\""),
            new Note(true, "Failed", failure(image, absent)),
            new Note(true, "Failed", "Error: ErrImagePull"));
    var next = container.with(new Waiting("ErrImagePull", absent.message()));
    return new Step(next, notes, true, Optional.of(now.plus(SOON)));
  }

  private static String failure(String image, Pull.Absent absent) {
    return "Failed to pull image \"" + image + "\": " + absent.message();
  }

  private static Step backOff(Container container, ContainerFacts facts, Instant now) {
    var again = Optional.of(facts.nextPull());
    var shown = facts.nextPull().minus(backoff(facts.failures())).plus(SOON);
    if (shown.isAfter(now)) {
      return stay(container, Optional.of(shown));
    }
    if (!(container.state() instanceof Waiting waiting)
        || waiting.reason().equals("ImagePullBackOff")) {
      return stay(container, again);
    }
    var message = "Back-off pulling image \"" + container.image() + "\"";
    var notes =
        List.of(
            new Note(false, "BackOff", message),
            new Note(true, "Failed", "Error: ImagePullBackOff"));
    var whole = message + ": ErrImagePull: " + waiting.message();
    var next = container.with(new Waiting("ImagePullBackOff", whole));
    return new Step(next, notes, false, again);
  }

  private static Step starts(
      Container container, Pull.Present present, ContainerFacts facts, Instant now) {
    var image = "mage \"" + container.image() + "\"";
    var notes = new ArrayList<Note>();
    if (present.local()) {
      notes.add(new Note(false, "Pulled", "Container i" + image + " already present on machine"));
    } else {
      notes.add(new Note(false, "Pulling", "Pulling i" + image));
      notes.add(
          new Note(
              false,
              "Pulled",
              "Successfully pulled i"
                  + image
                  + " in 12ms (12ms including waiting). Image size: "
                  + present.size()
                  + " bytes."));
    }
    notes.add(new Note(false, "Created", "Created container: " + container.name()));
    notes.add(new Note(false, "Started", "Started container " + container.name()));
    var running = new Running(now);
    return running(container.pulled(present.imageId()).with(running), running, facts, now, notes);
  }

  private static Step running(
      Container container, Running running, ContainerFacts facts, Instant now, List<Note> before) {
    var exit = exit(running, facts);
    if (exit.isPresent() && !exit.get().isAfter(now)) {
      var failed = facts.play().crashAfter().isPresent() || facts.play().fail();
      var reason = failed ? "Error" : "Completed";
      var end = new Terminated(failed ? 1 : 0, reason, running.since(), now);
      return new Step(container.with(end), before, false, Optional.of(now));
    }
    var readyAt = running.since().plus(facts.play().slow().orElse(facts.readyAfter()));
    var degradedAt = facts.play().degradeAfter().map(readyAt::plus);
    var started = !readyAt.isAfter(now);
    var healthy = !facts.play().unready() && degradedAt.map(at -> at.isAfter(now)).orElse(true);
    var notes = new ArrayList<>(before);
    if (started && !healthy && (container.ready() || !container.started())) {
      notes.add(
          new Note(
              true, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503"));
    }
    var next =
        Stream.of(exit, Optional.of(readyAt), degradedAt)
            .flatMap(Optional::stream)
            .filter(at -> at.isAfter(now))
            .min(Instant::compareTo);
    return new Step(container.readiness(started && healthy, started), notes, false, next);
  }

  private static Optional<Instant> exit(Running running, ContainerFacts facts) {
    return facts
        .play()
        .crashAfter()
        .or(() -> facts.runFor().map(usual -> facts.play().runs().orElse(usual)))
        .map(after -> running.since().plus(after));
  }

  private static Step ended(
      Container container, Terminated end, ContainerFacts facts, Instant now) {
    var again =
        switch (facts.restart()) {
          case ALWAYS -> true;
          case ON_FAILURE -> end.exitCode() != 0;
          case NEVER -> false;
        };
    if (!again) {
      return stay(container, Optional.empty());
    }
    var kept = container.endedBefore(end);
    var ranLong = Duration.between(end.started(), end.finished()).compareTo(LONGEST_BACKOFF) > 0;
    var delay = ranLong ? Duration.ZERO : backoff(container.restarts());
    if (delay.isZero()) {
      return start(kept.restarted(), facts, now);
    }
    var message =
        "back-off "
            + inWords(delay)
            + " restarting failed container="
            + container.name()
            + " pod="
            + facts.pod();
    var note =
        new Note(
            true,
            "BackOff",
            "Back-off restarting failed container " + container.name() + " in pod " + facts.pod());
    return new Step(
        kept.with(new Waiting("CrashLoopBackOff", message)),
        List.of(note),
        false,
        Optional.of(end.finished().plus(delay)));
  }

  private static Step stay(Container container, Optional<Instant> again) {
    return new Step(container, List.of(), false, again);
  }

  /** None before the first restart, then 10 s, doubled each time up to 5 min. */
  static Duration backoff(int restarts) {
    if (restarts == 0) {
      return Duration.ZERO;
    }
    var delay = FIRST_BACKOFF.multipliedBy(1L << Math.min(restarts - 1, 5));
    return delay.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : delay;
  }

  /** As Go writes durations: {@code 10s}, {@code 1m20s}, {@code 5m0s}. */
  private static String inWords(Duration time) {
    var minutes = time.toMinutes();
    return (minutes > 0 ? minutes + "m" : "") + time.toSecondsPart() + "s";
  }
}
