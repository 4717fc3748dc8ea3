package io.openluffy.promotion;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.Health;
import io.openluffy.application.HistoryEntry;
import io.openluffy.application.OperationKind;
import io.openluffy.application.OperationView;
import io.openluffy.application.Pin;
import io.openluffy.application.SyncStatus;
import io.openluffy.application.spec.DestinationSpec;
import io.openluffy.application.spec.HelmParameter;
import io.openluffy.application.spec.HelmSpec;
import io.openluffy.application.spec.SourceSpec;
import io.openluffy.application.spec.SyncPolicy;
import io.openluffy.git.CommitId;
import io.openluffy.git.RepositoryPath;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.promotion.values.EditAnswer;
import io.openluffy.promotion.values.ValuesEdit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One application of {@link InMemoryApplications}. */
final class InMemoryApplication {
  private static final int HISTORY = 10;

  final ApplicationName name;
  final SourceSpec source;
  final RepositoryPath values;
  final SyncPolicy policy;
  final Set<String> broken = new HashSet<>();
  private final Map<String, String> images;
  private final List<Past> history = new ArrayList<>();

  List<HelmParameter> parameters = List.of();
  Duration startsIn = Duration.ofSeconds(2);
  Optional<Pin> pin = Optional.empty();
  boolean drifted;
  private String desired = "";
  private Optional<CommitId> revision = Optional.empty();
  private Instant comparedAt = Instant.EPOCH;
  private Optional<Health> fallen = Optional.empty();
  private String message = "";
  private Optional<OperationView> operation = Optional.empty();

  /** A sync that was done, and what it applied. */
  private record Past(HistoryEntry entry, String text) {}

  InMemoryApplication(
      ApplicationName name,
      SourceSpec source,
      RepositoryPath values,
      Map<String, String> images,
      SyncPolicy policy) {
    this.name = name;
    this.source = source;
    this.values = values;
    this.images = Map.copyOf(images);
    this.policy = policy;
  }

  String rendered(String file) {
    var text = new StringBuilder(file);
    for (var parameter : parameters) {
      text.append("# ").append(parameter.name()).append('=').append(parameter.value()).append('\n');
    }
    return text.toString();
  }

  static String digest(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  boolean compare(CommitId head, String text, Instant now) {
    boolean changed = !revision.equals(Optional.of(head)) || !desired.equals(text);
    revision = Optional.of(head);
    desired = text;
    comparedAt = now;
    return changed;
  }

  boolean outOfSync() {
    return drifted || differs();
  }

  boolean differs() {
    return !desired.equals(running());
  }

  String running() {
    return history.isEmpty() ? "" : history.getLast().text();
  }

  void sync(OperationKind kind, Actor by, CommitId at, String text, Instant now) {
    operation =
        Optional.of(
            new OperationView(
                kind, "Succeeded", "", at.hex(), by.name(), now, Optional.of(now), 0, List.of()));
    boolean healed = kind == OperationKind.SELF_HEAL;
    drifted = false;
    if (healed) {
      return;
    }
    fallen = Optional.empty();
    long id = history.isEmpty() ? 1 : history.getLast().entry().id() + 1;
    history.add(new Past(new HistoryEntry(id, List.of(at), now, now, by.name()), text));
    if (history.size() > HISTORY) {
      history.removeFirst();
    }
    revision = revision.or(() -> Optional.of(at));
    desired = desired.isEmpty() ? text : desired;
  }

  HistoryEntry entry(long id) {
    return past(id).entry();
  }

  String textOf(long id) {
    return past(id).text();
  }

  private Past past(long id) {
    return history.stream().filter(one -> one.entry().id() == id).findFirst().orElseThrow();
  }

  void rollBack(long id, Actor by, Instant now) {
    var past = past(id);
    var at = past.entry().revisions().getFirst();
    sync(OperationKind.ROLLBACK, by, at, past.text(), now);
    pin = Optional.of(new Pin(id, at.hex(), by.name(), now));
  }

  void fall(Health health, String why) {
    fallen = Optional.of(health);
    message = why;
  }

  private Health health(Instant now) {
    if (history.isEmpty()) {
      return Health.MISSING;
    }
    if (broken.stream().anyMatch(running()::contains)) {
      return Health.DEGRADED;
    }
    var ready = history.getLast().entry().deployedAt().plus(startsIn);
    return fallen.orElse(now.isBefore(ready) ? Health.PROGRESSING : Health.HEALTHY);
  }

  private List<String> runningImages() {
    var tags =
        ValuesEdit.read(
            values.value(), running().getBytes(StandardCharsets.UTF_8), images.keySet());
    if (!(tags instanceof EditAnswer.Edited(var text, var byKey))) {
      return List.of();
    }
    return images.entrySet().stream()
        .map(image -> image.getValue() + ":" + tag(image.getKey(), byKey))
        .sorted()
        .toList();
  }

  private String tag(String key, Map<String, String> byKey) {
    var set = "# " + key + "=";
    return running()
        .lines()
        .filter(line -> line.startsWith(set))
        .map(line -> line.substring(set.length()))
        .findFirst()
        .orElseGet(() -> byKey.getOrDefault(key, ""));
  }

  ApplicationView view(Instant now) {
    var sync = revision.isEmpty() ? SyncStatus.UNKNOWN : status();
    var health = health(now);
    var why = health == Health.HEALTHY ? "" : message.isEmpty() ? health.text() : message;
    var entries = history.stream().map(Past::entry).toList();
    return new ApplicationView(
        name,
        "default",
        List.of(withParameters()),
        new DestinationSpec("", "in-cluster", "default"),
        policy,
        sync,
        revision,
        entries.isEmpty()
            ? Optional.empty()
            : Optional.of(entries.getLast().revisions().getFirst()),
        health,
        why,
        operation,
        List.of(),
        List.of(),
        entries,
        history.isEmpty() ? List.of() : runningImages(),
        pin,
        comparedAt);
  }

  private SyncStatus status() {
    return outOfSync() ? SyncStatus.OUT_OF_SYNC : SyncStatus.SYNCED;
  }

  private SourceSpec withParameters() {
    var helm = HelmSpec.EMPTY;
    var with =
        new HelmSpec(
            helm.valueFiles(),
            helm.values(),
            helm.valuesObject(),
            parameters,
            helm.fileParameters(),
            helm.releaseName(),
            helm.ignoreMissingValueFiles(),
            helm.skipCrds(),
            helm.skipTests(),
            helm.skipSchemaValidation(),
            helm.passCredentials(),
            helm.version(),
            helm.kubeVersion(),
            helm.apiVersions(),
            helm.namespace());
    return new SourceSpec(
        source.repoUrl(),
        source.targetRevision(),
        source.path(),
        source.chart(),
        source.ref(),
        source.name(),
        Optional.of(with),
        source.kustomize(),
        source.directory(),
        source.plugin(),
        source.json());
  }
}
