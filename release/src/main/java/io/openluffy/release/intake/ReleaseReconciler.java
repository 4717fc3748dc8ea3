package io.openluffy.release.intake;

import io.openluffy.kernel.Blame;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.RetryRules;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Store;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.release.Projects;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.ReleaseState.Building;
import io.openluffy.release.ReleaseTables;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Takes a release from Accepted to having every image in its registry. */
public final class ReleaseReconciler implements Reconciler<ReleaseId> {
  private final Store store;
  private final Projects projects;
  private final ImageSteps images;
  private final BuildLogs logs;
  private final InstantSource clock;
  private final Consumer<ReleaseId> again;

  ReleaseReconciler(
      Store store,
      Projects projects,
      ImageSteps images,
      BuildLogs logs,
      InstantSource clock,
      Consumer<ReleaseId> again) {
    this.store = store;
    this.projects = projects;
    this.images = images;
    this.logs = logs;
    this.clock = clock;
    this.again = again;
  }

  @Override
  public Outcome reconcile(ReleaseId id) {
    var found = store.read(transaction -> transaction.find(ReleaseTables.RELEASE, id.value()));
    if (found.isEmpty() || !found.get().state().isOpen()) {
      images.stop(id);
      logs.close(id);
      return Outcome.over();
    }
    var release = begun(found.get());
    var steps = release.map(this::advance).orElse(List.of());
    var open = record(id, steps);
    if (open.isEmpty()) {
      images.stop(id);
      logs.close(id);
      return Outcome.over();
    }
    logs.save(id);
    return outcome(open.get(), steps);
  }

  private Optional<Release> begun(Release release) {
    if (release.state() instanceof Building) {
      return Optional.of(release);
    }
    var now = clock.instant();
    return change(release.id(), open -> open.in(new Building(now, Optional.empty())));
  }

  private List<ImageStep> advance(Release release) {
    var project =
        projects
            .find(release.project())
            .orElseThrow(() -> new IllegalStateException("no project " + release.project()));
    var steps = new ArrayList<ImageStep>();
    for (var image : release.pipeline().images()) {
      if (release.image(image.name()).isEmpty()) {
        steps.add(images.advance(release, project, image, () -> again.accept(release.id())));
      }
    }
    FaultPoints.at("release.image-pushed");
    return steps;
  }

  /** Records what the round came to; the release, if it is still open then. */
  private Optional<Release> record(ReleaseId id, List<ImageStep> steps) {
    var now = clock.instant();
    var recorded =
        store.write(
            Actor.OPENLUFFY,
            transaction ->
                transaction
                    .find(ReleaseTables.RELEASE, id.value())
                    .filter(release -> release.state().isOpen())
                    .map(release -> record(transaction, release, steps, now)));
    FaultPoints.at("release.recorded");
    return recorded.filter(release -> release.state().isOpen());
  }

  private static Release record(
      Transaction transaction, Release before, List<ImageStep> steps, Instant now) {
    var release = before;
    for (var step : steps) {
      if (step instanceof ImageStep.There there) {
        var image = there.image();
        release = release.with(image);
        transaction.record(ReleaseFacts.image(release, image));
        there
            .key()
            .map(key -> BuiltImage.place(image.repository(), key))
            .ifPresent(
                place ->
                    transaction.put(
                        BuiltImage.TABLE, new BuiltImage(place, image.digest(), before.id())));
      }
    }
    release = release.in(ReleaseRules.next(release, problems(steps), now));
    if (!release.equals(before)) {
      transaction.put(ReleaseTables.RELEASE, release);
    }
    if (!release.state().isOpen()) {
      transaction.delete(ReleaseTables.OPEN_RELEASE, release.id().value());
    }
    if (ReleaseFacts.isNews(before.state(), release.state())) {
      transaction.record(ReleaseFacts.changed(release));
    }
    return release;
  }

  private Optional<Release> change(ReleaseId id, UnaryOperator<Release> change) {
    return store.write(
        Actor.OPENLUFFY,
        transaction -> {
          var open =
              transaction
                  .find(ReleaseTables.RELEASE, id.value())
                  .filter(release -> release.state().isOpen())
                  .map(change);
          open.ifPresent(
              release -> {
                transaction.put(ReleaseTables.RELEASE, release);
                transaction.record(ReleaseFacts.changed(release));
              });
          return open;
        });
  }

  private static List<Problem> problems(List<ImageStep> steps) {
    return steps.stream()
        .flatMap(
            step ->
                step instanceof ImageStep.Wrong w ? java.util.stream.Stream.of(w.problem()) : null)
        .sorted(Comparator.comparing((Problem problem) -> problem.blame() == Blame.WORLD))
        .toList();
  }

  private Outcome outcome(Release release, List<ImageStep> steps) {
    if (release.state() instanceof Building building && building.hindered().isPresent()) {
      var trouble = building.hindered().get();
      return Outcome.troubled(trouble.problem(), RetryRules.next(trouble.since(), clock.instant()));
    }
    var until =
        steps.stream()
            .filter(ImageStep.Underway.class::isInstance)
            .flatMap(step -> ((ImageStep.Underway) step).until().stream())
            .min(Comparator.naturalOrder());
    var message =
        String.join(
            ", ",
            steps.stream()
                .filter(ImageStep.Underway.class::isInstance)
                .map(step -> ((ImageStep.Underway) step).message())
                .toList());
    return until
        .map(time -> Outcome.waiting("Building", message, time))
        .orElseGet(() -> Outcome.waiting("Building", message, clock.instant().plus(CHECK)));
  }

  /** A build that forgot to call back is asked all the same. */
  private static final Duration CHECK = Duration.ofSeconds(10);
}
