package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.ConditionView;
import io.openluffy.application.Health;
import io.openluffy.application.HealthAnswer;
import io.openluffy.application.HistoryEntry;
import io.openluffy.application.OperationView;
import io.openluffy.application.ResourceResultView;
import io.openluffy.application.ResourceView;
import io.openluffy.application.SyncStatus;
import io.openluffy.application.spec.ApplicationReader;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.spec.DestinationSpec;
import io.openluffy.application.spec.SyncPolicy;
import io.openluffy.application.sync.OperationState;
import io.openluffy.git.CommitId;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an Application resource as a view. Pure. */
final class ApplicationViews {
  private ApplicationViews() {}

  /**
   * @param revision what it was compared with; may be newer than what the resource says
   */
  static ApplicationView of(Manifest resource, Optional<CommitId> revision) {
    var spec = ApplicationReader.read(resource).spec();
    var history = history(resource);
    return new ApplicationView(
        ApplicationResources.name(resource),
        resource.text("/spec/project").isEmpty() ? "default" : resource.text("/spec/project"),
        spec.map(ApplicationSpec::sources).orElse(List.of()),
        spec.map(ApplicationSpec::destination).orElse(new DestinationSpec("", "", "")),
        spec.map(ApplicationSpec::syncPolicy).orElse(SyncPolicy.MANUAL),
        SyncStatus.of(resource.text("/status/sync/status")),
        revision,
        history.isEmpty() ? Optional.empty() : history.getLast().revisions().stream().findFirst(),
        Health.of(resource.text("/status/health/status")).orElse(Health.UNKNOWN),
        resource.text("/status/health/message"),
        ApplicationResources.state(resource).map(ApplicationViews::operation),
        conditions(resource),
        resources(resource),
        history,
        texts(resource.at("/status/summary/images")),
        ApplicationResources.pin(resource),
        instant(resource.at("/status/reconciledAt")));
  }

  /** What the resource says it was compared with. */
  static Optional<CommitId> revision(Manifest resource) {
    return commit(resource.text("/status/sync/revision"))
        .or(() -> commit(resource.text("/status/sync/revisions/0")));
  }

  private static Optional<CommitId> commit(String hex) {
    return hex.matches("[0-9a-f]{40}") ? Optional.of(new CommitId(hex)) : Optional.empty();
  }

  static OperationView operation(OperationState state) {
    var progress = state.progress();
    return new OperationView(
        progress.operation().kind(),
        state.runPhase().text(),
        progress.message(),
        String.join(",", progress.revisions()),
        progress.operation().by(),
        progress.startedAt(),
        state.finished(),
        progress.retries(),
        progress.results().stream()
            .map(
                one ->
                    new ResourceResultView(
                        one.key(),
                        one.code().text(),
                        one.message(),
                        one.phase().text(),
                        one.run().text()))
            .toList());
  }

  private static List<ConditionView> conditions(Manifest resource) {
    var found = new ArrayList<ConditionView>();
    for (var one : resource.at("/status/conditions")) {
      found.add(
          new ConditionView(
              one.path("type").asText(),
              one.path("message").asText(),
              instant(one.path("lastTransitionTime"))));
    }
    return found;
  }

  static List<ResourceView> resources(Manifest resource) {
    var found = new ArrayList<ResourceView>();
    for (var one : resource.at("/status/resources")) {
      var status = one.path("status").asText("");
      found.add(
          new ResourceView(
              new ResourceKey(
                  one.path("group").asText(""),
                  one.path("kind").asText(""),
                  one.path("namespace").asText(""),
                  one.path("name").asText("")),
              one.path("version").asText(""),
              status.isEmpty() ? Optional.empty() : Optional.of(SyncStatus.of(status)),
              Health.of(one.at("/health/status").asText(""))
                  .map(health -> new HealthAnswer(health, one.at("/health/message").asText(""))),
              one.path("hook").asBoolean(),
              one.path("requiresPruning").asBoolean(),
              one.path("syncWave").asInt()));
    }
    return found;
  }

  static List<HistoryEntry> history(Manifest resource) {
    var found = new ArrayList<HistoryEntry>();
    for (var one : resource.at("/status/history")) {
      var revisions = new ArrayList<CommitId>();
      texts(one.path("revisions")).forEach(hex -> commit(hex).ifPresent(revisions::add));
      commit(one.path("revision").asText("")).ifPresent(revisions::add);
      found.add(
          new HistoryEntry(
              one.path("id").asLong(),
              revisions,
              instant(one.path("deployStartedAt")),
              instant(one.path("deployedAt")),
              one.at("/initiatedBy/automated").asBoolean()
                  ? "openluffy"
                  : one.at("/initiatedBy/username").asText("")));
    }
    return found;
  }

  private static List<String> texts(JsonNode list) {
    var found = new ArrayList<String>();
    list.forEach(one -> found.add(one.asText()));
    return found;
  }

  private static Instant instant(JsonNode node) {
    try {
      return node.isTextual() ? Instant.parse(node.asText()) : Instant.EPOCH;
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }
}
