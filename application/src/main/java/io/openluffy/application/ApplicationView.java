package io.openluffy.application;

import io.openluffy.application.spec.DestinationSpec;
import io.openluffy.application.spec.SourceSpec;
import io.openluffy.application.spec.SyncPolicy;
import io.openluffy.git.CommitId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An application as everybody sees it: what it wants, and how it stands.
 *
 * @param sync against git, at {@code revision}
 * @param revision of the first source; empty before the first comparison
 * @param deployed the revision that was synced last; what the cluster has
 * @param images that run in the cluster, of the managed objects
 * @param reconciledAt when it was last compared; {@code Instant.EPOCH} before that
 */
public record ApplicationView(
    ApplicationName name,
    String project,
    List<SourceSpec> sources,
    DestinationSpec destination,
    SyncPolicy syncPolicy,
    SyncStatus sync,
    Optional<CommitId> revision,
    Optional<CommitId> deployed,
    Health health,
    String healthMessage,
    Optional<OperationView> operation,
    List<ConditionView> conditions,
    List<ResourceView> resources,
    List<HistoryEntry> history,
    List<String> images,
    Optional<Pin> pin,
    Instant reconciledAt) {
  public ApplicationView {
    sources = List.copyOf(sources);
    conditions = List.copyOf(conditions);
    resources = List.copyOf(resources);
    history = List.copyOf(history);
    images = List.copyOf(images);
  }
}
