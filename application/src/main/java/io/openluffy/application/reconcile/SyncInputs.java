package io.openluffy.application.reconcile;

import io.openluffy.application.OperationKind;
import io.openluffy.application.diff.IgnoreRules;
import io.openluffy.application.spec.NamespaceMetadata;
import io.openluffy.application.sync.HookRules;
import io.openluffy.application.sync.Operation;
import io.openluffy.application.sync.OperationState;
import io.openluffy.application.sync.SyncInput;
import io.openluffy.application.sync.SyncOptionRules;
import io.openluffy.application.target.TargetSet;
import io.openluffy.application.target.TrackingRules;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Gathers what a sync is planned from. */
final class SyncInputs {
  private static final GroupVersionKind NAMESPACE = GroupVersionKind.of("v1", "Namespace");
  private static final String SERVER_SIDE = "ServerSideApply=true";

  private SyncInputs() {}

  static SyncInput of(Round round, OperationState state, TargetSet target, Compared compared) {
    var progress = state.progress();
    var operation = progress.operation();
    var options =
        operation.options().isEmpty() ? round.spec.syncPolicy().syncOptions() : operation.options();
    var live = new HashMap<>(compared.live());
    for (var object : round.objects.marked(round.name.instance())) {
      if (HookRules.isHook(object)) {
        live.putIfAbsent(object.key(), object);
      }
    }
    return new SyncInput(
        operation,
        progress.startedAt(),
        progress.revisions().isEmpty() ? "" : progress.revisions().getFirst(),
        targets(round, target, compared, options),
        live,
        options,
        compared.differing(),
        namespace(round, operation, target, options),
        ApplicationResources.approvedAt(round.resource()),
        hook -> TrackingRules.marked(round.name, hook));
  }

  private static List<Manifest> targets(
      Round round, TargetSet target, Compared compared, List<String> options) {
    if (!SyncOptionRules.has(options, "RespectIgnoreDifferences=true")) {
      return target.objects();
    }
    var live = compared.live();
    return target.objects().stream()
        .map(
            one ->
                Optional.ofNullable(live.get(one.key()))
                    .map(there -> respecting(round, one, there))
                    .orElse(one))
        .toList();
  }

  private static Manifest respecting(Round round, Manifest target, Manifest live) {
    var entries = IgnoreRules.matching(round.spec.ignoreDifferences(), target.key());
    return entries.isEmpty() ? target : IgnoreRules.respecting(target, live, entries);
  }

  /** The namespace of the destination, if this sync is to make it or to label it. */
  private static Optional<Manifest> namespace(
      Round round, Operation operation, TargetSet target, List<String> options) {
    var wanted = round.spec.destination().namespace();
    if (wanted.isEmpty() || !SyncOptionRules.has(options, "CreateNamespace=true")) {
      return Optional.empty();
    }
    if (target.find(NAMESPACE.key("", wanted)).isPresent()) {
      return Optional.empty();
    }
    var metadata = round.spec.syncPolicy().managedNamespaceMetadata();
    if (metadata.isEmpty() || operation.kind() == OperationKind.SELF_HEAL) {
      return exists(round, wanted)
          ? Optional.empty()
          : Optional.of(
              metadata
                  .map(one -> labelled(wanted, one))
                  .orElseGet(() -> Manifest.named(NAMESPACE, "", wanted)));
    }
    return Optional.of(labelled(wanted, metadata.orElseThrow()));
  }

  private static boolean exists(Round round, String namespace) {
    var watched = round.objects.find(NAMESPACE.key("", namespace));
    return (round.objects.follows(NAMESPACE) && watched.isPresent())
        || round.objects.cluster().get(NAMESPACE, "", namespace).isPresent();
  }

  static Manifest labelled(String name, NamespaceMetadata metadata) {
    var namespace =
        Manifest.named(NAMESPACE, "", name).withAnnotation(SyncOptionRules.ANNOTATION, SERVER_SIDE);
    for (var label : metadata.labels().entrySet()) {
      namespace = namespace.withLabel(label.getKey(), label.getValue());
    }
    for (var annotation : metadata.annotations().entrySet()) {
      namespace = namespace.withAnnotation(annotation.getKey(), annotation.getValue());
    }
    return namespace;
  }
}
