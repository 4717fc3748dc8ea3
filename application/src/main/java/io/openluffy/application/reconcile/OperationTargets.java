package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.OperationKind;
import io.openluffy.application.spec.ApplicationReader;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.sync.Operation;
import io.openluffy.application.target.Fetching;
import io.openluffy.application.target.TargetSet;
import io.openluffy.application.target.Targets;
import io.openluffy.git.CommitId;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What an operation is to bring about. */
final class OperationTargets {
  private final Targets targets;
  private final Records records;
  private final Projects projects;
  private final Map<ApplicationName, Restored> restored = new ConcurrentHashMap<>();

  /** The last target of an application that was made from its history. */
  private record Restored(String blob, JsonNode spec, TargetSet target) {
    boolean is(ApplicationRecord.Deployed deployed, Round round) {
      return blob.equals(deployed.blob()) && spec.equals(round.spec.json());
    }
  }

  OperationTargets(Targets targets, Records records, Projects projects) {
    this.targets = targets;
    this.projects = projects;
    this.records = records;
  }

  /** A target with the commits it was rendered from. */
  record Aim(TargetSet target, List<String> revisions) {}

  /**
   * @param revisions already settled; empty before the first attempt
   */
  Aim of(Round round, Operation operation, List<String> revisions, Optional<Known> known) {
    return switch (operation.kind()) {
      case ROLLBACK -> entry(round, operation.historyId().orElse(-1L));
      case SELF_HEAL ->
          healsToBaseline(round)
              ? baseline(round).orElseThrow(() -> nothingYet(round).asException())
              : fromGit(round, operation, revisions, known);
      case SYNC, AUTOMATED_SYNC -> fromGit(round, operation, revisions, known);
    };
  }

  private static boolean healsToBaseline(Round round) {
    return round.pin().isPresent() || !round.spec.syncPolicy().isAutomated();
  }

  /** What it is for the gate: a heal that takes its objects from git is a sync by policy. */
  static OperationKind kind(Round round, Operation operation) {
    return operation.kind() == OperationKind.SELF_HEAL && !healsToBaseline(round)
        ? OperationKind.AUTOMATED_SYNC
        : operation.kind();
  }

  /**
   * What was synced last, or what the application is pinned to. Anybody may write the pin on the
   * resource, so it counts only if an operation has gone there.
   */
  Optional<Aim> baseline(Round round) {
    var record = records.of(round.name);
    return round
        .pin()
        .flatMap(pin -> record.entry(pin.historyId()))
        .filter(entry -> entry.target().equals(record.attempted()))
        .or(record::last)
        .flatMap(one -> restored(round, one));
  }

  /** What an entry of the history holds. */
  Aim entry(Round round, long historyId) {
    return records
        .of(round.name)
        .entry(historyId)
        .flatMap(one -> restored(round, one))
        .or(() -> rendered(round, historyId))
        .orElseThrow(() -> noEntry(round, historyId).asException());
  }

  private static Problem nothingYet(Round round) {
    return Problem.user(
        "application.nothing-to-heal",
        "Nothing was synced yet that could be healed.",
        Where.of("Application " + round.name),
        "Sync it first.");
  }

  private static Problem noEntry(Round round, long historyId) {
    return Problem.user(
        "application.no-history-entry",
        "There is no entry " + historyId + " in the history.",
        Where.of("Application " + round.name),
        "Choose one of those that 'luffy history' lists.");
  }

  private Optional<Aim> restored(Round round, ApplicationRecord.Deployed deployed) {
    var held = Optional.ofNullable(restored.get(round.name)).filter(one -> one.is(deployed, round));
    return held.map(Restored::target)
        .or(() -> records.objects(deployed).map(objects -> normalised(round, deployed, objects)))
        .map(target -> new Aim(target, deployed.revisions()));
  }

  private TargetSet normalised(
      Round round, ApplicationRecord.Deployed deployed, List<Manifest> objects) {
    var cluster = round.objects.cluster();
    var target = targets.normalised(round.name, round.spec, objects, cluster);
    boolean settled = objects.stream().allMatch(one -> cluster.types().find(one.gvk()).isPresent());
    if (settled) {
      restored.put(round.name, new Restored(deployed.blob(), round.spec.json(), target));
    }
    return target;
  }

  /** History that somebody else wrote, such as Argo CD before us, is rendered from git. */
  private Optional<Aim> rendered(Round round, long historyId) {
    for (var entry : round.resource().at("/status/history")) {
      var hex = entry.path("revision").asText("");
      if (entry.path("id").asLong(-1) == historyId && hex.matches("[0-9a-f]{40}")) {
        var spec =
            entry.path("source") instanceof com.fasterxml.jackson.databind.node.ObjectNode source
                ? ApplicationReader.source(source)
                    .map(one -> with(round.spec, one))
                    .orElse(round.spec)
                : round.spec;
        var target =
            targets.of(round.name, spec, List.of(new CommitId(hex)), round.objects.cluster());
        return Optional.of(new Aim(target, List.of(hex)));
      }
    }
    return Optional.empty();
  }

  private static ApplicationSpec with(
      ApplicationSpec spec, io.openluffy.application.spec.SourceSpec source) {
    return new ApplicationSpec(
        spec.project(),
        List.of(source),
        false,
        spec.destination(),
        spec.syncPolicy(),
        spec.ignoreDifferences(),
        spec.revisionHistoryLimit(),
        spec.json());
  }

  private Aim fromGit(
      Round round, Operation operation, List<String> revisions, Optional<Known> known) {
    var spec = sourced(round.spec, operation);
    var wanted = revisions.isEmpty() ? operation.revisions() : revisions;
    if (spec.equals(round.spec) && known.isPresent() && isKnown(known.get(), wanted)) {
      return new Aim(known.get().target(), hex(known.get().revisions()));
    }
    projects
        .problem(round.name, spec)
        .ifPresent(
            problem -> {
              throw problem.asException();
            });
    var resolved = targets.resolve(spec, Fetching.NONE, wanted);
    var target = targets.of(round.name, spec, resolved, round.objects.cluster());
    return new Aim(target, hex(resolved));
  }

  private static boolean isKnown(Known known, List<String> wanted) {
    return wanted.isEmpty() || wanted.equals(hex(known.revisions()));
  }

  static List<String> hex(List<CommitId> revisions) {
    var all = new ArrayList<String>();
    revisions.forEach(one -> all.add(one.hex()));
    return all;
  }

  private static ApplicationSpec sourced(ApplicationSpec spec, Operation operation) {
    return operation.kind() == OperationKind.SYNC
            && operation.json().at("/sync/source")
                instanceof com.fasterxml.jackson.databind.node.ObjectNode source
        ? ApplicationReader.source(source).map(one -> with(spec, one)).orElse(spec)
        : spec;
  }
}
