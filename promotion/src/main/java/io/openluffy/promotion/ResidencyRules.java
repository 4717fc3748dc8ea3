package io.openluffy.promotion;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.ConditionView;
import io.openluffy.application.Health;
import io.openluffy.application.HistoryEntry;
import io.openluffy.application.OperationView;
import io.openluffy.application.SyncStatus;
import io.openluffy.application.spec.HelmParameter;
import io.openluffy.kernel.Wait;
import io.openluffy.promotion.Residency.Absent;
import io.openluffy.promotion.Residency.Resident;
import io.openluffy.release.ReleaseImage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether a release is resident and healthy, from what the Application shows. */
final class ResidencyRules {
  private ResidencyRules() {}

  /**
   * @param since only an operation that began after this counts as this promotion's
   * @param carries whether the revision the Application was compared with has the values commit
   * @param expected the images that have to run
   * @param approved in a protected environment, exactly what has to be applied
   */
  record Question(
      Optional<ApplicationView> view,
      Instant since,
      Carrier carrier,
      boolean carries,
      List<ReleaseImage> expected,
      Optional<Shown> approved) {}

  static Residency of(Question question) {
    if (question.view().isEmpty()) {
      return new Absent("NoApplication", "The Application does not exist (yet).", false);
    }
    var view = question.view().get();
    return blocked(view)
        .or(() -> operating(view))
        .or(() -> notApplied(view, question))
        .or(() -> otherImages(view, question.expected()))
        .or(() -> unwell(view))
        .<Residency>map(absent -> absent)
        .orElseGet(() -> new Resident(entry(view)));
  }

  private static Optional<Absent> blocked(ApplicationView view) {
    return view.pin()
        .map(
            pin ->
                new Absent(
                    "Pinned",
                    "Rolled back to history entry " + pin.historyId() + " by " + pin.by() + ".",
                    false))
        .or(
            () ->
                view.conditions().stream()
                    .filter(ConditionView::blocksSync)
                    .findFirst()
                    .map(condition -> new Absent(condition.type(), condition.message(), true)));
  }

  private static Optional<Absent> operating(ApplicationView view) {
    return view.operation()
        .filter(OperationView::running)
        .map(operation -> new Absent("Syncing", running(operation), true));
  }

  private static String running(OperationView operation) {
    return operation.message().isEmpty() ? "The sync is running." : operation.message();
  }

  private static Optional<Absent> notApplied(ApplicationView view, Question question) {
    if (question.approved().isPresent()) {
      var approved = question.approved().get().revision();
      if (!deployed(view).equals(approved)) {
        return failed(view, question.since(), approved)
            .or(() -> outOfSync("The approved state is not applied yet."));
      }
      return revision(view).equals(approved) ? notSynced(view) : Optional.empty();
    }
    if (question.carrier() instanceof Carrier.InParameters(var parameters)) {
      return hasParameters(view, parameters)
          ? notSynced(view)
          : Optional.of(new Absent("OtherParameters", "Its parameters were changed since.", true));
    }
    return question.carries()
        ? notSynced(view)
        : Optional.of(
            new Absent(
                "NotCompared", "The Application has not looked at the values commit yet.", true));
  }

  /** Whether what was approved is what the Application last applied, and wants still. */
  static boolean isApplied(ApplicationView view, Shown approved) {
    boolean wantsOther =
        revision(view).equals(approved.revision()) && view.sync() == SyncStatus.OUT_OF_SYNC;
    return deployed(view).equals(approved.revision()) && !wantsOther;
  }

  private static Optional<Absent> outOfSync(String message) {
    return Optional.of(new Absent("OutOfSync", message, true));
  }

  private static Optional<Absent> failed(ApplicationView view, Instant since, String revision) {
    return view.operation()
        .filter(operation -> operation.finishedAt().isPresent() && !operation.succeeded())
        .filter(operation -> operation.revision().equals(revision))
        .filter(operation -> !operation.startedAt().isBefore(since))
        .map(operation -> new Absent("SyncFailed", operation.message(), true));
  }

  private static Optional<Absent> notSynced(ApplicationView view) {
    return switch (view.sync()) {
      case SYNCED -> Optional.empty();
      case UNKNOWN ->
          Optional.of(new Absent("Unknown", "It can't be compared with git now.", false));
      case OUT_OF_SYNC ->
          failed(view, Instant.MIN, revision(view))
              .or(() -> outOfSync("The cluster differs from git" + differing(view) + "."));
    };
  }

  private static String differing(ApplicationView view) {
    var names =
        view.resources().stream()
            .filter(r -> r.sync().filter(s -> s != SyncStatus.SYNCED).isPresent())
            .map(r -> r.key().kind() + " " + r.key().name())
            .limit(5)
            .toList();
    return names.isEmpty() ? "" : ": " + String.join(", ", names);
  }

  static boolean hasParameters(ApplicationView view, Map<String, String> parameters) {
    var there =
        view.sources().stream()
            .flatMap(source -> source.helm().stream())
            .flatMap(helm -> helm.parameters().stream())
            .toList();
    return parameters.entrySet().stream()
        .allMatch(wanted -> there.stream().anyMatch(p -> isSet(p, wanted)));
  }

  private static boolean isSet(HelmParameter parameter, Map.Entry<String, String> wanted) {
    return parameter.name().equals(wanted.getKey()) && parameter.value().equals(wanted.getValue());
  }

  private static Optional<Absent> otherImages(ApplicationView view, List<ReleaseImage> expected) {
    return expected.stream()
        .filter(image -> view.images().stream().noneMatch(running -> isImage(running, image)))
        .findFirst()
        .map(
            image ->
                new Absent(
                    "OtherImages",
                    image.repository() + ":" + image.tag() + " does not run (yet).",
                    true));
  }

  /** {@code repository:tag}, {@code repository@digest} or both. */
  static boolean isImage(String running, ReleaseImage image) {
    if (!running.startsWith(image.repository())) {
      return false;
    }
    var rest = running.substring(image.repository().length());
    int at = rest.indexOf('@');
    return at < 0 ? rest.equals(":" + image.tag()) : rest.substring(at + 1).equals(image.digest());
  }

  private static Optional<Absent> unwell(ApplicationView view) {
    if (view.health() == Health.HEALTHY) {
      return Optional.empty();
    }
    var message =
        view.healthMessage().isEmpty() ? view.health().text() + "." : view.healthMessage();
    return Optional.of(new Absent(view.health().text(), message, view.health() != Health.UNKNOWN));
  }

  /** The wait as the Application puts it now, if it is still for the same health. */
  static Optional<Wait> progress(Wait wait, ApplicationView view) {
    return unwell(view)
        .filter(absent -> absent.reason().equals(wait.reason()))
        .map(
            absent ->
                new Wait(wait.reason(), absent.message(), wait.since(), wait.until(), wait.who()));
  }

  private static Optional<Long> entry(ApplicationView view) {
    return view.history().stream()
        .max(Comparator.comparingLong(HistoryEntry::id))
        .map(HistoryEntry::id);
  }

  static String deployed(ApplicationView view) {
    return view.history().stream()
        .max(Comparator.comparingLong(HistoryEntry::id))
        .map(ResidencyRules::revision)
        .orElseGet(() -> view.deployed().map(c -> c.hex()).orElse(""));
  }

  /** As {@link Shown#revision} writes it. */
  static String revision(HistoryEntry entry) {
    return String.join(",", entry.revisions().stream().map(c -> c.hex()).toList());
  }

  /** What it was compared with; of several sources the first, as nothing more is known. */
  private static String revision(ApplicationView view) {
    return view.revision().map(c -> c.hex()).orElse("");
  }
}
